import { checkedFeatures } from '../features/features.js';
import type { FeatureProperty } from '../features/checked-feature.js';
import { joined } from '../features/joined.js';
import { deletionsStand, editsStand, reactionsStand, versionsAreKept } from './changes.js';
import type { Evidence, PersonalEvidence, Property } from './evidence.js';
import { itemProperties } from './items.js';
import {
  heldMarkersAreTrue,
  markersStandWhereTheyWerePut,
  participantsAreRight,
  receiptsAreRight,
} from './markers.js';
import { nothingAfterRemoval } from './removal.js';
import {
  acknowledgedIsStored,
  burstOrder,
  everySendEnds,
  realTimeOrder,
  refusedNeverAppears,
  storedOnce,
  storedWasSent,
} from './sends.js';
import { nothingSeenIsLost, revisionIsContiguous, seqIsContiguous } from './storage.js';
import { everyDeviceHoldsIt, freshLoadIsStored, summariesAreRight } from './views.js';

/** What must hold, whatever features there are, of every conversation whenever all is at rest. */
const coreProperties: Readonly<Record<string, Property>> = {
  'no acknowledged message is lost': acknowledgedIsStored,
  'stored once': storedOnce,
  'a refused send never appears': refusedNeverAppears,
  'what is stored was sent': storedWasSent,
  'an unknown outcome ends once': everySendEnds,
  'seq is contiguous': seqIsContiguous,
  'revision is contiguous': revisionIsContiguous,
  'nothing that was seen is lost': nothingSeenIsLost,
  'real-time order': realTimeOrder,
  'the order of one sender': burstOrder,
  'a fresh load is what is stored': freshLoadIsStored,
  'every device ends with the same': everyDeviceHoldsIt,
  'summaries and counts are right': summariesAreRight,
  'markers stand where they were put': markersStandWhereTheyWerePut,
  'markers as others hold them': heldMarkersAreTrue,
  'participants are listed as stored': participantsAreRight,
  'receipts say where markers are': receiptsAreRight,
  'edits stand': editsStand,
  'deletions stand': deletionsStand,
  'reactions stand': reactionsStand,
  'versions are kept': versionsAreKept,
  'nothing after removal': nothingAfterRemoval,
};

/** What must hold of every conversation. */
export const properties = joined<FeatureProperty<Evidence>>([
  coreProperties,
  ...checkedFeatures.map((feature) => feature.properties ?? {}),
]);

/** What must hold of every person. */
export const personalProperties = joined<FeatureProperty<PersonalEvidence>>([
  itemProperties,
  ...checkedFeatures.map((feature) => feature.personalProperties ?? {}),
]);

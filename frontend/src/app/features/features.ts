import { administrationFeature } from './administration/administration.feature';
import { channelsFeature } from './channels/channels.feature';
import { conversationFeature } from './conversation/conversation.feature';
import { detailsFeature } from './details/details.feature';
import type { Feature } from './feature/feature';
import { messagingFeature } from './messaging/messaging.feature';
import { newConversationFeature } from './new-conversation/new-conversation.feature';
import { pinsFeature } from './pins/pins.feature';
import { reactionsFeature } from './reactions/reactions.feature';
import { receiptsFeature } from './receipts/receipts.feature';
import { settingsFeature } from './settings/settings.feature';
import { versionsFeature } from './versions/versions.feature';

/** What the application is made of, feature by feature: the line that a team adds. */
export const features: readonly Feature[] = [
  messagingFeature,
  conversationFeature,
  reactionsFeature,
  receiptsFeature,
  versionsFeature,
  pinsFeature,
  detailsFeature,
  newConversationFeature,
  channelsFeature,
  settingsFeature,
  administrationFeature,
];

import { isPart } from './composer-action';
import type { Feature } from './feature';
import { pressName } from './shortcut';

/** What must be unique over all features: how messages call it, and the names that a feature uses. */
const unique: Record<string, (feature: Feature) => readonly string[]> = {
  feature: ({ name }) => [name],
  'message action': ({ messageActions = [] }) => messageActions.map(({ name }) => name),
  'key on a message': ({ messageActions = [] }) => messageActions.flatMap(({ key }) => key?.press ?? []),
  'message part': ({ messageParts = [] }) => messageParts.map(({ part }) => part),
  'message mark': ({ messageMarks = [] }) => messageMarks.map(({ name }) => name),
  'composer action': ({ composerActions = [] }) => composerActions.map(({ name }) => name),
  'part set in the composer': ({ composerActions = [] }) =>
    composerActions.flatMap((action) => (isPart(action) ? action.part.name : [])),
  'conversation action': ({ conversationActions = [] }) => conversationActions.map(({ name }) => name),
  'unread rule': ({ unreadRules = [] }) => unreadRules.map(({ name }) => name),
  'sections of the list': ({ listSections = [] }) => listSections.map(({ name }) => name),
  'action of the list': ({ listActions = [] }) => listActions.map(({ name }) => name),
  'section of the details': ({ detailsSections = [] }) => detailsSections.map(({ name }) => name),
  'composer note': ({ composerNotes = [] }) => composerNotes.map(({ name }) => name),
  shortcut: ({ shortcuts = [] }) => shortcuts.map(({ name }) => name),
  key: ({ shortcuts = [] }) => shortcuts.flatMap(({ global }) => global?.presses.map(pressName) ?? []),
  page: ({ pages = [] }) => pages.map(({ path }) => path),
  panel: ({ panels = [] }) => panels.map(({ path }) => path),
  'settings section': ({ settings = [] }) => settings.map(({ name }) => name),
  'administration page': ({ administration = [] }) => administration.map(({ path }) => path),
  'navigation entry': ({ navigation = [] }) => navigation.map(({ name }) => name),
  'kind of items': ({ itemKinds = [] }) => itemKinds.map(({ kind }) => kind),
  'switcher entry': ({ switcher = [] }) => switcher.map(({ url }) => url),
};

/** @throws Error where two declarations, of one feature or of two, use one name */
export function checkFeatures(features: readonly Feature[]): void {
  for (const [what, namesOf] of Object.entries(unique)) {
    const owners = new Map<string, string>();
    for (const feature of features) {
      for (const name of namesOf(feature)) {
        const owner = owners.get(name);
        if (owner !== undefined) {
          throw new Error(`The features ${owner} and ${feature.name} both declare the ${what} “${name}”.`);
        }
        owners.set(name, feature.name);
      }
    }
  }
}

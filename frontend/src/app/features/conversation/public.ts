import type { createEmojiPicker as create } from './composer/emoji-picker';

export { ComposerPartsComponent } from './composer/composer-parts.component';
export { shownText, sourceText } from './composer/mention-text';

/** Loaded when it is wanted: it is large. */
export const createEmojiPicker: typeof create = async (...given) =>
  (await import('./composer/emoji-picker')).createEmojiPicker(...given);

export { createEmojiPicker } from './composer/emoji-picker';

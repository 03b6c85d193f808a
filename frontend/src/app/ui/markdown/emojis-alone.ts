/** More than this are a text again. */
const most = 6;
const emojis = new RegExp(String.raw`^(?:\p{RGI_Emoji}\s*){1,${most}}$`, 'v');

/** Whether a body is a few emojis and nothing else. Pure. */
export function emojisAlone(body: string): boolean {
  return emojis.test(body.trim());
}

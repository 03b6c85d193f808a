/** Controls, and what shows nothing: they could break a sentence up, hide in it, or make a name look like another one. */
const unseen = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\uFFF9-\uFFFB]/u;

/** Scripts whose letters take another shape beside a joiner or non-joiner. */
const joinedScripts = [
  ...['Arab', 'Syrc', 'Mand', 'Nkoo', 'Adlm', 'Rohg', 'Mong', 'Phag'],
  ...['Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh'],
  ...['Khmr', 'Mymr', 'Tibt', 'Java', 'Bali', 'Sund', 'Lana', 'Cakm'],
].map((script) => `\\p{Script_Extensions=${script}}`);

/** What shows nothing itself, where writing needs it. */
const needed = new RegExp(
  [
    // Marks of direction: unlike overrides and isolates they turn no other character around.
    '[\\u200E\\u200F\\u061C]',
    `(?<=[${joinedScripts.join('')}])[\\u200C\\u200D]`,
    // Emoji joined to one.
    '(?<=\\p{Extended_Pictographic}\\uFE0F?\\p{Emoji_Modifier}?)\\u200D(?=\\p{Extended_Pictographic})',
    // The flag of a part of a country: its code in tags, and the tag that ends it.
    '(?<=🏴)[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{3,6}\\u{E007F}',
    '(?<=[0-9#*])\\uFE0F(?=\\u20E3)',
    // Variants of symbols, and of characters in the scripts that have such.
    '(?<=[\\p{Extended_Pictographic}\\p{S}\\p{Ideographic}\\p{Script=Mong}\\p{Script=Mymr}\\p{Script=Phag}])\\p{Variation_Selector}',
  ].join('|'),
  'gu',
);

/** Whether a text stands in a sentence as it was typed, and shows all that it holds. */
export function isPlainText(value: string): boolean {
  return !unseen.test(value.replace(needed, ''));
}

/** Whether anything of a text can be seen. */
export function showsSomething(value: string): boolean {
  return /[^\s\p{Default_Ignorable_Code_Point}]/u.test(value);
}

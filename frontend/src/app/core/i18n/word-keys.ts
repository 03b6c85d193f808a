import type words from '../../../../public/i18n/fr.json';

/** Every text of the interface by name; French is the source, English has the same keys. */
export type WordKey = keyof typeof words;

/** Texts that depend on a number: `key.one`, `key.other` (and other categories of Intl.PluralRules where a language has them). */
export type PluralKey = WordKey extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;

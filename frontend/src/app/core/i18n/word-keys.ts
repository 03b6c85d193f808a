import type words from '../../../../public/i18n/fr.json';

/** The texts by who brings them. A feature adds its own in its declaration; French is the source, English has the same keys. */
export interface WordsByOwner {
  application: typeof words;
}

/** Every text of the interface by name. */
export type WordKey = { [Owner in keyof WordsByOwner]: keyof WordsByOwner[Owner] }[keyof WordsByOwner];

/** Texts that depend on a number: `key.one`, `key.other` (and other categories of Intl.PluralRules where a language has them). */
export type PluralKey = WordKey extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;

import type { Locale } from '@litspark/shared-contracts';

/** The texts of one feature: for each language what imports them, by their keys. */
export type TextSource = Readonly<
  Record<Locale, () => Promise<{ readonly default: Readonly<Record<string, string>> }>>
>;

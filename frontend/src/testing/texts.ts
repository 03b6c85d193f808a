import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const features = join(process.cwd(), 'src/app/features');

/** The files of one language: the application's, then those of each feature that has its own. */
export const textFiles = (language: string): string[] => [
  join(process.cwd(), `public/i18n/${language}.json`),
  ...readdirSync(features)
    .map((feature) => join(features, feature, `texts/${language}.json`))
    .filter((file) => existsSync(file)),
];

export const textsOf = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;

/** Every text of a language, whoever brings it. */
export const allTexts = (language: string): Record<string, string> =>
  Object.assign({}, ...textFiles(language).map(textsOf)) as Record<string, string>;

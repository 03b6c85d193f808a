/** Where a table is written: the folder of a feature or of a part of the platform, such as `features/polls`. */
export interface TableWrite {
  table: string;
  by: string;
}

/** A statement that writes; what follows `DO` or `FOR` is no table (`DO UPDATE SET`, `FOR UPDATE`). */
const statement =
  /(?<!\b(?:DO|FOR|KEY)\s+)\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+(?:ONLY\s+)?("?[a-z_]+"?|\$\{[^}]*\})/g;
/** TypeORM’s, by the entity’s class. */
const byEntity =
  /\.(?:insert|update|delete|save|upsert|remove|softDelete|increment|decrement)\(\s*([A-Z]\w*)\b/g;

/** The tables that a source file writes. Throws for a statement whose table only shows when it runs. */
export function tablesWrittenIn(source: string, tableOf: ReadonlyMap<string, string>): string[] {
  const code = withoutComments(source);
  const named = [...code.matchAll(statement)].map(([text, table = '']) => {
    if (table.startsWith('$')) throw new Error(`names its table when it runs only: ${text}`);
    return table.replaceAll('"', '');
  });
  const mapped = [...code.matchAll(byEntity)].flatMap(([, entity = '']) => tableOf.get(entity) ?? []);
  return [...new Set([...named, ...mapped])];
}

/** `features/polls/polls.repository.ts` is of `features/polls`. */
export const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/');

const withoutComments = (source: string): string =>
  source.replace(/\/\*(?! background)[\s\S]*?\*\//g, '').replace(/^\s*(?:\/\/|--).*$/gm, '');

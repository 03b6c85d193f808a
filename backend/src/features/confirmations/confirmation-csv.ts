import type { ExportedConfirmation } from './confirmation-lists.repository.js';

/** Spreadsheets take UTF-8 for something else without it. */
const byteOrderMark = '\ufeff';
/** What makes a spreadsheet take a field for a formula, in the wide forms too; a space before it doesn't help. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** One line for each person, with a line of headings: RFC 4180. Times are UTC, as ISO 8601 writes them; empty for nobody yet. */
export function confirmationsCsv(people: readonly ExportedConfirmation[]): string {
  const rows = people.map(({ displayName, email, at }) => [displayName, email, at?.toISOString() ?? '']);
  const lines = [['name', 'e-mail', 'time'], ...rows].map((row) => row.map(field).join(','));
  return `${byteOrderMark}${lines.join('\r\n')}\r\n`;
}

/** An apostrophe before a formula makes it text; inside the quotes, as the format wants it. */
function field(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

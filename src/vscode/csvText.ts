import { stringify } from 'csv-stringify/sync';
import { decimalText } from '../core/reports/decimal.ts';
import type { Table } from '../core/reports/statementTable.ts';

/**
 * A table as CSV after RFC 4180. It begins with a byte order mark: without one Excel reads UTF-8 as the code page of the
 * machine. A text that a spreadsheet may read as a formula is preceded by an apostrophe; a figure isn't.
 */
export function csvText({ header, rows }: Table): string {
  return stringify([header, ...rows], {
    bom: true,
    record_delimiter: '\r\n',
    // Without this a lone line feed in a text would end the row, because the delimiter is another.
    quote_record_delimiter: true,
    cast: {
      bigint: decimalText,
      string: (text) => (isFormula(text) ? `'${text}` : text),
    },
  });
}

/**
 * Whether a spreadsheet may read a text as a formula: it skips blanks and invisible characters before the first sign, and
 * takes the full-width forms of a sign for the sign. A leading tab or line break is enough to hide one.
 */
function isFormula(text: string): boolean {
  return /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@%\u2212])/u.test(text.normalize('NFKC'));
}

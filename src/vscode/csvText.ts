import { stringify } from 'csv-stringify/sync';
import { decimalText } from '../core/reports/decimal.ts';
import type { Table } from '../core/reports/statementTable.ts';

/**
 * A table as CSV after RFC 4180. It begins with a byte order mark: without one Excel takes UTF-8 for the code page of
 * the machine. A text that a spreadsheet would take for a formula is preceded by an apostrophe; a figure is not.
 */
export function csvText({ header, rows }: Table): string {
  return stringify([header, ...rows], {
    bom: true,
    record_delimiter: '\r\n',
    // Without this a lone line feed in a text would end the row, as the delimiter is another.
    quote_record_delimiter: true,
    escape_formulas: true,
    cast: {
      bigint: decimalText,
      // A leading line feed hides a formula as a tab does, and is not among those that the option knows.
      string: (text) => (text.startsWith('\n') ? `'${text}` : text),
    },
  });
}

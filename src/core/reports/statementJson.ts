import { decimalText, toDecimal } from './decimal.ts';
import { isoTime } from './isoTime.ts';
import type { Statement } from './statement.ts';

/** A statement as JSON: figures are numbers, times are ISO 8601 with a zone, and unknown values are left out. */
export function statementJson({ from, until, rows }: Statement): string {
  const document = {
    schemaVersion: 2,
    month: isoTime(from).slice(0, 7),
    from: isoTime(from),
    until: isoTime(until),
    rows: rows.map((row) => ({
      account: { id: row.account.id, label: row.account.label, provider: row.account.provider },
      pool: row.pool,
      unit: { kind: row.unit.kind, name: row.unit.name },
      from: isoTime(row.from),
      until: isoTime(row.until),
      complete: row.complete,
      opening: numberOf(row.opening),
      toppedUp: numberOf(row.toppedUp),
      used: numberOf(row.used),
      expired: numberOf(row.expired),
      adjusted: numberOf(row.adjusted),
      closing: numberOf(row.closing),
      atLeast: row.atLeast,
      topUps: row.topUps.map(({ id, amount, status, at }) => ({
        id,
        amount: amount === undefined ? undefined : numberOf(toDecimal(amount)),
        status,
        at: at === undefined ? undefined : isoTime(at),
      })),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function numberOf(billionths: bigint): number {
  return Number(decimalText(billionths));
}

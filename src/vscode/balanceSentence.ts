import type { Balance } from '../core/balance.ts';
import type { Format } from '../core/format.ts';

/** What a check has read, in one line: "Olostep: 12,500 credits in 2 lots". */
export function balanceSentence(
  label: string,
  { amount, unit, unlimited, usageAllowed, lots }: Balance,
  format: Format,
): string {
  const blocked = usageAllowed === false ? ', use is blocked by the service' : '';
  if (unlimited) return `${label}: unlimited${blocked}`;
  if (amount === undefined) return `${label}: the key is accepted, but the answer names no balance${blocked}`;
  const count = lots?.length ?? 0;
  const where = count === 0 ? '' : ` in ${count} ${count === 1 ? 'lot' : 'lots'}`;
  return `${label}: ${format.amountWithUnit(amount, unit)}${where}${blocked}`;
}

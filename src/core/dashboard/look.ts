import { firstRange, type Range, ranges } from './range.ts';

/** The part of the data that a page shows. */
export interface Look {
  readonly range: Range;
  /** The ids of the rows that the person has opened, … */
  readonly opened: readonly string[];
  /** … and closed; all others are open while there are few accounts. */
  readonly closed: readonly string[];
  /** The ids of the rows whose tables are open. */
  readonly tables: readonly string[];
}

/** A page that nobody has touched yet. */
export const firstLook: Look = { range: firstRange, opened: [], closed: [], tables: [] };

/** Up to so many accounts, every chart is open at first. */
const fewAccounts = 4;
/** The most ids in one list: a page with more isn't ours. */
const mostIds = 1000;

/** True for a row that shows its chart, by what the person did with it and the number of accounts. */
export function isOpen(id: string, { opened, closed }: Pick<Look, 'opened' | 'closed'>, accounts: number): boolean {
  return opened.includes(id) || (accounts <= fewAccounts && !closed.includes(id));
}

/** The look with a row opened or closed. */
export function withRow<T extends Look>(look: T, id: string, open: boolean): T {
  const without = (ids: readonly string[]) => ids.filter((other) => other !== id);
  const [opened, closed] = [without(look.opened), without(look.closed)];
  return { ...look, opened: open ? [...opened, id] : opened, closed: open ? closed : [...closed, id] };
}

/** The look in a value that was saved or posted; undefined where it isn't one. */
export function lookIn(value: unknown): Look | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const range = ranges.find((known) => 'range' in value && known === value.range);
  const opened = 'opened' in value ? idsIn(value.opened) : undefined;
  const closed = 'closed' in value ? idsIn(value.closed) : undefined;
  const tables = 'tables' in value ? idsIn(value.tables) : undefined;
  return range && opened && closed && tables && { range, opened, closed, tables };
}

function idsIn(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > mostIds) return undefined;
  const all: readonly unknown[] = value;
  const ids = all.filter((id) => typeof id === 'string');
  return ids.length === all.length ? ids : undefined;
}

import { type Lot, namelessLot, type Pool, type TopUp } from '../balance.ts';
import { count, currency, sameUnit, type Unit } from '../unit.ts';
import { amountIn, type FoundAmount, isNumber } from './amounts.ts';
import { holds } from './conditions.ts';
import { timeIn } from './dates.ts';
import type { AmountRule, PoolRule, UnitRule } from './entry.ts';
import { add, type ExactDecimal, isLess, toNumber } from './exactDecimal.ts';
import { find } from './jsonPointer.ts';
import { textIn } from './texts.ts';

/** The most items of a list that are read. */
const mostItems = 100;

/** A pool as it was found, with whether its amount is below the floor under which usage is blocked. */
export interface FoundPool {
  readonly pool: Pool;
  readonly exact?: ExactDecimal | undefined;
  readonly belowFloor: boolean;
}

/**
 * The pools that a rule finds in an answer: one, or with `each` one an item of a list, those of the same id and unit added
 * up. A pool whose amount is missing is none. Undefined where an amount is not a number, or its unit isn't understood.
 */
export function poolsIn(answer: unknown, rule: PoolRule, now: number): readonly FoundPool[] | undefined {
  if (rule.each === undefined) return poolIn(answer, rule, now);
  const items = itemsIn(answer, rule.each);
  const found = items.map((item) => poolIn(item, rule, now));
  const pools = found.flatMap((one) => one ?? []);
  return pools.length === 0 && found.includes(undefined) ? undefined : addedUp(pools);
}

/** The pools of a balance that is used up: as the rules name them, with nothing left. Undefined where a unit is unknown. */
export function emptyPool(rule: PoolRule): Pool | undefined {
  const unit = typeof rule.unit === 'string' ? unitOf(rule.unit, rule.singular) : undefined;
  return unit && rule.each === undefined ? { ...labels({}, rule), unit, amount: 0 } : undefined;
}

function poolIn(answer: unknown, rule: PoolRule, now: number): readonly FoundPool[] | undefined {
  if (rule.if !== undefined && !holds(answer, rule.if)) return [];
  const unlimited = rule.unlimitedIf !== undefined && holds(answer, rule.unlimitedIf);
  const amount: FoundAmount = unlimited ? 'unlimited' : amountIn(answer, rule.amount);
  if (amount === 'missing') return [];
  const unit = unitIn(answer, rule.unit, rule.singular);
  if (amount === 'wrong' || !unit) return undefined;
  const saysNothing = rule.unknownIf !== undefined && holds(answer, rule.unknownIf);
  const exact = isNumber(amount) && !saysNothing ? amount : undefined;
  const floor = rule.floor === undefined ? undefined : amountIn(answer, rule.floor);
  const pool: Pool = {
    ...labels(answer, rule),
    unit,
    ...(amount === 'unlimited' ? { unlimited: true } : { amount: exact && toNumber(exact) }),
    ...given('allowance', numberIn(answer, rule.allowance)),
    ...given('renewsAt', timeIn(answer, rule.renewsAt, now)),
    ...given('lots', lotsIn(answer, rule.lots, now)),
    ...given('topUps', topUpsIn(answer, rule.topUps, now)),
  };
  const belowFloor = exact !== undefined && floor !== undefined && isNumber(floor) && isLess(exact, floor);
  return [{ pool, exact, belowFloor }];
}

function labels(answer: unknown, { id, name = id, names = {} }: PoolRule): Pick<Pool, 'id' | 'name'> {
  const [idText, nameText] = [textIn(answer, id), textIn(answer, name)];
  const shown = nameText !== undefined && Object.hasOwn(names, nameText) ? names[nameText] : nameText;
  return { ...given('id', idText), ...given('name', shown) };
}

/** The pools in their order, those of one id and unit as one: a service may list a balance in parts. */
function addedUp(pools: readonly FoundPool[]): readonly FoundPool[] {
  const byId = new Map<string | undefined, FoundPool>();
  for (const one of pools) {
    const before = byId.get(one.pool.id);
    if (!before) byId.set(one.pool.id, one);
    else if (sameUnit(before.pool.unit, one.pool.unit)) byId.set(one.pool.id, together(before, one));
  }
  return [...byId.values()];
}

function together(a: FoundPool, b: FoundPool): FoundPool {
  if (a.pool.unlimited || b.pool.unlimited) return a.pool.unlimited ? a : b;
  const exact = a.exact && b.exact && add(a.exact, b.exact);
  const [first, second] = [a.pool.allowance, b.pool.allowance];
  const allowance = first !== undefined && second !== undefined ? first + second : undefined;
  const { allowance: _, ...rest } = a.pool;
  return {
    pool: { ...rest, amount: exact && toNumber(exact), ...given('allowance', allowance) },
    exact,
    belowFloor: a.belowFloor && b.belowFloor,
  };
}

function lotsIn(answer: unknown, rule: PoolRule['lots'], now: number): readonly Lot[] | undefined {
  return (
    rule &&
    itemsIn(answer, rule.each)
      .filter((item) => rule.if === undefined || holds(item, rule.if))
      .map((item) => ({
        kind: textIn(item, rule.kind) ?? namelessLot,
        ...given('allocated', numberIn(item, rule.allocated)),
        ...given('remaining', numberIn(item, rule.remaining)),
        ...given('expiresAt', timeIn(item, rule.expiresAt, now)),
        ...given('pending', rule.pendingIf === undefined ? undefined : holds(item, rule.pendingIf)),
      }))
  );
}

function topUpsIn(answer: unknown, rule: PoolRule['topUps'], now: number): readonly TopUp[] | undefined {
  return (
    rule &&
    itemsIn(answer, rule.each).map((item) => ({
      ...given('id', textIn(item, rule.id)),
      ...given('amount', numberIn(item, rule.amount)),
      ...given('status', textIn(item, rule.status)),
      ...given('at', timeIn(item, rule.at, now)),
    }))
  );
}

/** A detail beside the amount: undefined where it isn't a number. */
export function numberIn(answer: unknown, rule: AmountRule | undefined): number | undefined {
  if (rule === undefined) return undefined;
  const amount = amountIn(answer, rule);
  return isNumber(amount) ? toNumber(amount) : undefined;
}

function itemsIn(answer: unknown, pointer: string): readonly unknown[] {
  return find(answer, `${pointer}/*`).slice(0, mostItems);
}

function unitIn(answer: unknown, rule: UnitRule, singular: string | undefined): Unit | undefined {
  if (typeof rule === 'string') return unitOf(rule, singular);
  const [word] = find(answer, rule.path);
  if (typeof word !== 'string') return undefined;
  const { names = {} } = rule;
  if (Object.hasOwn(names, word)) return unitOf(names[word] ?? '', singular);
  // The only words of a service that are understood without being told are currency codes.
  return /^[A-Z]{3}$/i.test(word) ? currency(word.toUpperCase()) : undefined;
}

/** A currency by its code in capitals, or a count by its plural. */
function unitOf(name: string, singular: string | undefined): Unit {
  return /^[A-Z]{3}$/.test(name) ? currency(name) : count(name, singular);
}

/** One property, or none where it has no value. */
export function given<K extends string, T>(name: K, value: T | undefined): { readonly [name in K]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [name in K]?: T };
}

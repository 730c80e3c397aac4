/** The unit of an amount: a count of things ("credits", "searches"), or a currency by its ISO 4217 code ("USD"). */
export interface Unit {
  readonly kind: 'count' | 'currency';
  /** The plural of a count, or the code of a currency. */
  readonly name: string;
  /** The singular of a count; the plural without its "s" where it is left out. */
  readonly singular?: string | undefined;
}

/** The unit of most services: prepaid credits, comparable with each other but with nothing else. */
export const credits: Unit = { kind: 'count', name: 'credits' };

/** A count by its plural and, where that is not the plural without its "s", its singular. */
export function count(name: string, singular?: string): Unit {
  return singular === undefined ? { kind: 'count', name } : { kind: 'count', name, singular };
}

/** A currency by its ISO 4217 code. */
export function currency(code: string): Unit {
  return { kind: 'currency', name: code };
}

/** True for units whose amounts may be compared. */
export function sameUnit(a: Unit, b: Unit): boolean {
  return unitKey(a) === unitKey(b);
}

/** One string for each unit, to group by. */
export function unitKey(unit: Unit): string {
  return `${unit.kind}:${unit.name}`;
}

/** The word for an amount of a count: "credit" for 1, "credits" for all else, also for what is shown as 1. */
export function unitWord(unit: Unit, amount: number): string {
  return Math.abs(amount - 1) < 0.0005 ? singularOf(unit) : unit.name;
}

function singularOf({ name, singular }: Unit): string {
  return singular ?? name.replace(/(?<=ch|sh|ss|x)es$|s$/, '');
}

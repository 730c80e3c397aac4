/** What an amount counts: things by their name ("credits"), or a currency by its ISO 4217 code ("USD"). */
export interface Unit {
  readonly kind: 'count' | 'currency';
  readonly name: string;
}

/** The unit of most services: prepaid credits, comparable with each other but with nothing else. */
export const credits: Unit = { kind: 'count', name: 'credits' };

/** The kind of a lot whose service does not name it, or not in a way that can be shown. */
export const namelessLot = 'Lot';

/** A block of credits as the service lists it; what it leaves out is undefined, never zero. */
export interface Lot {
  /** Verbatim from the service, e.g. "Subscription". */
  readonly kind: string;
  readonly allocated?: number | undefined;
  readonly remaining?: number | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number | undefined;
  /** The service shows this lot and does not count it yet (a purchase that is still pending). */
  readonly pending?: boolean | undefined;
}

/** A purchase as the service lists it; its amount is shown and never added to the balance. */
export interface TopUp {
  readonly id?: string | undefined;
  readonly amount?: number | undefined;
  /** Verbatim from the service: no list of values is published. */
  readonly status?: string | undefined;
  /** Milliseconds since 1970. */
  readonly at?: number | undefined;
}

/** What the account has subscribed to; without a name it has no active plan. */
export interface Plan {
  readonly name?: string | undefined;
  readonly allowance?: number | undefined;
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
}

/** What one answer of a service says is left. */
export interface Balance {
  /** Finite; undefined when the answer did not say it, and meaningless when `unlimited`. Negative is a debt. */
  readonly amount?: number | undefined;
  readonly unit: Unit;
  readonly unlimited?: boolean | undefined;
  /** False: the service refuses use, whatever the amount is. Undefined: it does not say. */
  readonly usageAllowed?: boolean | undefined;
  readonly lots?: readonly Lot[] | undefined;
  readonly topUps?: readonly TopUp[] | undefined;
  readonly plan?: Plan | undefined;
}

/** Whether two amounts may be compared. */
export function sameUnit(a: Unit, b: Unit): boolean {
  return unitKey(a) === unitKey(b);
}

/** One string for each unit, to group by. */
export function unitKey(unit: Unit): string {
  return `${unit.kind}:${unit.name}`;
}

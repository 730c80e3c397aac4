import type { Failure } from '../failure.ts';
import type { Unit } from '../unit.ts';

/** The kinds of alerts, the most pressing first. Each is a setting below `credits.alerts`. */
export const alertKinds = [
  'blocked',
  'empty',
  'invalidKey',
  'burst',
  'critical',
  'runway',
  'low',
  'expiring',
  'unreachable',
] as const;

export type AlertKind = (typeof alertKinds)[number];

/** The names that version 0.1.0 gave to kinds: settings and saved files may still hold them. */
export const earlierNames = {
  expiring: 'lapsing',
  invalidKey: 'keyRefused',
  unreachable: 'noAnswer',
} as const satisfies Partial<Record<AlertKind, string>>;

/** Something to notify the user of, with what the text says about it. */
export type Alert = AlertSubject & AlertFacts;

/** The account that an alert is about. */
export interface AlertSubject {
  readonly accountId: string;
  /** `Account.keySetAt`. */
  readonly keySetAt: number;
  readonly label: string;
  /** The pool's name where the account has several. */
  readonly poolName?: string | undefined;
  /** Names the alert among those of its account, as `alertKey` does. */
  readonly key: string;
}

/** What an alert says. Amounts are in `unit`, times are milliseconds since 1970. */
export type AlertFacts =
  | { readonly kind: 'low' | 'critical' | 'empty'; readonly amount: number; readonly unit: Unit }
  /** Without an amount where it is unknown or unlimited, or where the account has several pools. */
  | { readonly kind: 'blocked'; readonly amount: number | undefined; readonly unit: Unit }
  | { readonly kind: 'invalidKey'; readonly failure: Failure }
  /** `used` in the last hours, `usual` for as many. */
  | {
      readonly kind: 'burst';
      readonly used: number;
      readonly usual: number;
      readonly hours: number;
      readonly unit: Unit;
    }
  | {
      readonly kind: 'runway';
      readonly amount: number;
      readonly unit: Unit;
      /** `Forecast.riskyFrom`. */
      readonly riskyFrom: number;
      /** `Forecast.emptyAt`. */
      readonly emptyAt: number | undefined;
    }
  | {
      readonly kind: 'expiring';
      readonly amount: number;
      /** How much the lots held when they were new, where the service states it for all of them. */
      readonly allocated: number | undefined;
      readonly unit: Unit;
      readonly at: number;
      /** True: the amount is a forecast. False: it is all that the lots hold now. */
      readonly forecast: boolean;
    }
  | { readonly kind: 'unreachable'; readonly failure: Failure; readonly balanceAt: number | undefined };

/** The name of a rule's result: "low", or "low/searches" for a pool with an id. */
export function ruleKey(kind: AlertKind, pool: string | undefined): string {
  return pool === undefined ? kind : `${kind}/${pool}`;
}

/** As `ruleKey`; a rule that can raise several alerts adds the day to the kind: "expiring@20526". */
export function alertKey(kind: AlertKind, pool: string | undefined, day: number | undefined): string {
  const name = day === undefined ? kind : `${kind}@${day}`;
  return pool === undefined ? name : `${name}/${pool}`;
}

/** The parts of a `ruleKey` or an `alertKey`; undefined for a kind that this version doesn't know. */
export function parseKey(
  key: string,
): { readonly kind: AlertKind; readonly pool: string | undefined; readonly rule: string } | undefined {
  const slash = key.indexOf('/');
  const [name, pool] = slash < 0 ? [key, undefined] : [key.slice(0, slash), key.slice(slash + 1)];
  const kind = alertKinds.find((known) => known === name.split('@')[0]);
  return kind && { kind, pool, rule: ruleKey(kind, pool) };
}

/** The same key with the present name of its kind: `lapsing@20526` of version 0.1.0 is `expiring@20526`. */
export function presentKey(key: string): string {
  for (const [present, earlier] of Object.entries(earlierNames)) {
    if (key === earlier || key.startsWith(`${earlier}@`)) return `${present}${key.slice(earlier.length)}`;
  }
  return key;
}

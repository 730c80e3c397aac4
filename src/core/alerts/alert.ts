import type { Failure } from '../failure.ts';
import type { Unit } from '../unit.ts';

/** Something to tell a person of an account, with what the text says of it. Times are milliseconds since 1970. */
export type Alert = AlertSubject & AlertMatter;

/** Whom an alert is about, and what remembers that it was told. */
export interface AlertSubject {
  readonly accountId: string;
  /** `Account.keySetAt`. */
  readonly keySetAt: number;
  readonly label: string;
  /** The kind, and for `lapsing` the day: an account can have several. */
  readonly watch: string;
}

/** What there is to tell. Amounts are in `unit`. */
export type AlertMatter =
  | { readonly kind: 'low' | 'critical' | 'empty'; readonly amount: number; readonly unit: Unit }
  | { readonly kind: 'blocked'; readonly amount: number | undefined; readonly unit: Unit }
  | { readonly kind: 'keyRefused'; readonly failure: Failure }
  | { readonly kind: 'burst'; readonly used: number; readonly usual: number; readonly unit: Unit }
  | { readonly kind: 'runway'; readonly amount: number; readonly unit: Unit; readonly emptyAt: number }
  | {
      readonly kind: 'lapsing';
      readonly amount: number;
      /** What the lots held when they were new, where the service says it of all of them. */
      readonly allocated: number | undefined;
      readonly unit: Unit;
      readonly at: number;
      /** Reckoned from a measured pace; without one, it is what remains now. */
      readonly paced: boolean;
    }
  | { readonly kind: 'noAnswer'; readonly failure: Failure; readonly balanceAt: number | undefined };

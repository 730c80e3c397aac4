import type { Balance } from '../balance.ts';
import type { Thresholds } from '../standing.ts';
import type { AccountSummary, PoolSummary } from '../summary.ts';
import type { AlertMatter } from './alert.ts';
import type { AlertKind } from './alertKind.ts';
import type { AlertSettings } from './alertSettings.ts';
import type { Past } from './past.ts';

/** What stands around an account when it is judged. */
export interface Circumstances {
  readonly settings: AlertSettings;
  /** The account's own, with its service's where it has none. */
  readonly thresholds: Thresholds;
  /** At the last good reading; undefined until the history has been read. */
  readonly past: Past | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** An account with a balance that is fresh. */
export interface FreshFacts extends Circumstances {
  readonly summary: AccountSummary;
  readonly balance: Balance;
  readonly pool: PoolSummary;
}

/** How the watches of one kind stand; those that are not named have recovered. */
export interface Judgement {
  readonly crossed: readonly Crossed[];
  readonly between: readonly string[];
}

interface Crossed {
  readonly watch: string;
  readonly matter: AlertMatter;
}

/** All is well. */
export const recovered: Judgement = { crossed: [], between: [] };

/** The one watch of this kind is on this side of its limit, and not far from it. */
export function between(kind: AlertKind): Judgement {
  return { crossed: [], between: [kind] };
}

/** The one watch of this kind is beyond its limit. */
export function crossed(matter: AlertMatter): Judgement {
  return { crossed: [{ watch: matter.kind, matter }], between: [] };
}

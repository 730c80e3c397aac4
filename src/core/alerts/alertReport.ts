import type { AccountSummary, PoolSummary } from '../summary.ts';
import { type Alert, type AlertKind, alertKey, ruleKey } from './alert.ts';
import { type AlertSettings, kindsOn } from './alertSettings.ts';
import { type AccountCase, type RuleResult, rules } from './rules.ts';

/** What the rules say about an account at one moment. Times are milliseconds since 1970. */
export interface AlertReport {
  readonly accountId: string;
  /** `Account.keySetAt`. */
  readonly keySetAt: number;
  /** When the check that it is based on ended; undefined when there was none. */
  readonly checkedAt: number | undefined;
  /** The ids of its pools, but for a single one, which has none; undefined while they aren't known. */
  readonly pools: readonly string[] | undefined;
  /** Of the rules that can say something. */
  readonly results: readonly RuleReport[];
}

/** The alerts of one rule: those that are in neither list are cleared. */
export interface RuleReport {
  /** `ruleKey`. */
  readonly rule: string;
  readonly raised: readonly Alert[];
  /** `alertKey` of those that are near their limit. */
  readonly near: readonly string[];
}

/** Applies the rules of these kinds to an account. A stale balance, an unknown amount and a paused account say nothing. */
export function reportOf(
  summary: AccountSummary,
  settings: AlertSettings,
  now: number,
  kinds: readonly AlertKind[] = kindsOn(settings),
): AlertReport {
  const { account, reading, state } = summary;
  const pools = state === 'known' ? summary.pools : undefined;
  const ruleReport = (kind: AlertKind, result: RuleResult, pool?: PoolSummary): readonly RuleReport[] => {
    if (!result) return [];
    const id = pool?.pool.id;
    const subject = {
      accountId: account.id,
      keySetAt: account.keySetAt,
      label: account.label,
      ...(pool && summary.pools.length > 1 && { poolName: pool.pool.name ?? pool.pool.unit.name }),
    };
    const raised = result.flatMap(({ facts, day }) =>
      facts === 'near' ? [] : [{ ...subject, key: alertKey(kind, id, day), ...facts }],
    );
    const near = result.flatMap(({ facts, day }) => (facts === 'near' ? [alertKey(kind, id, day)] : []));
    return [{ rule: ruleKey(kind, id), raised, near }];
  };
  const resultsOf = (kind: AlertKind, known: AccountCase): readonly RuleReport[] => {
    const rule = rules[kind];
    if (rule.of === 'account') return ruleReport(kind, rule.check(known));
    return (pools ?? []).flatMap((pool) => {
      const { amount, unit, unlimited } = pool.pool;
      if (unlimited) return ruleReport(kind, [], pool);
      return amount === undefined ? [] : ruleReport(kind, rule.check({ ...known, pool, amount, unit }), pool);
    });
  };
  return {
    accountId: account.id,
    keySetAt: account.keySetAt,
    checkedAt: reading?.checkedAt,
    pools: pools?.flatMap(({ pool }) => pool.id ?? []),
    results:
      reading && !summary.paused ? kinds.flatMap((kind) => resultsOf(kind, { summary, reading, settings, now })) : [],
  };
}

/** The same report where nothing may be said now. */
export function silenced(report: AlertReport): AlertReport {
  return { ...report, pools: undefined, results: [] };
}

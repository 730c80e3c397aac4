import type { AccountSummary } from '../summary.ts';
import { hour } from '../time.ts';
import type { AlertKind } from './alertKind.ts';
import { kindsOn } from './alertSettings.ts';
import { judgeKeyRefused, judgeNoAnswer } from './judgeCheck.ts';
import type { Circumstances, FreshFacts, Judgement } from './judgement.ts';
import { judgeBurst, judgeLapsing, judgeRunway } from './judgePace.ts';
import { judgeBlocked, judgeEmpty, judgeThreshold } from './judgeStanding.ts';
import type { Observation } from './observation.ts';

/** A check that failed longer ago than this says nothing of now, in milliseconds. */
const recent = 2 * hour;

/** How an account stands to what a person wants to be told of, all of it or these kinds. Stale numbers say nothing. */
export function observe(
  summary: AccountSummary,
  circumstances: Circumstances,
  kinds: readonly AlertKind[] = kindsOn(circumstances.settings),
): Observation {
  const { account, reading, state } = summary;
  const subject = { accountId: account.id, keySetAt: account.keySetAt };
  const balance = state === 'known' ? reading?.balance : undefined;
  const pool = summary.main;
  const facts = balance && pool && { ...circumstances, summary, balance, pool };
  const judged = kinds.flatMap((kind) => {
    const judgement = judge(kind, summary, circumstances, facts);
    return judgement ? [{ kind, ...judgement }] : [];
  });
  const at = reading?.balanceAt;
  const value = balance && pool && !pool.pool.unlimited ? pool.pool.amount : undefined;
  return {
    ...subject,
    checkedAt: reading?.checkedAt,
    amount: value === undefined || at === undefined ? undefined : { value, at },
    kinds: judged.map(({ kind }) => kind),
    crossed: judged.flatMap(({ crossed }) =>
      crossed.map(({ watch, matter }) => ({ ...subject, label: account.label, watch, ...matter })),
    ),
    between: judged.flatMap(({ between }) => between),
  };
}

/** The same moment, if nothing may be said of it. */
export function silent(observation: Observation): Observation {
  return { ...observation, amount: undefined, kinds: [], crossed: [], between: [] };
}

/** Undefined: nothing can be said. */
function judge(
  kind: AlertKind,
  { reading, state }: AccountSummary,
  { settings, now }: Circumstances,
  facts: FreshFacts | undefined,
): Judgement | undefined {
  const isRecent = reading?.failure !== undefined && now >= reading.checkedAt && now - reading.checkedAt <= recent;
  const checked = state === 'known' || isRecent ? reading : undefined;
  switch (kind) {
    case 'blocked':
      return facts && judgeBlocked(facts);
    case 'empty':
      return facts && judgeEmpty(facts);
    case 'critical':
    case 'low':
      return facts && judgeThreshold(kind, facts);
    case 'burst':
      return facts && judgeBurst(facts);
    case 'runway':
      return facts && settings.runway !== false ? judgeRunway(facts, settings.runway) : undefined;
    case 'lapsing':
      return facts && settings.lapsing !== false ? judgeLapsing(facts, settings.lapsing) : undefined;
    case 'keyRefused':
      return checked && judgeKeyRefused(checked);
    case 'noAnswer':
      return checked && settings.noAnswer !== false ? judgeNoAnswer(checked, settings.noAnswer, now) : undefined;
  }
}

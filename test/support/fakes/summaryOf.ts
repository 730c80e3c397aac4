import type { Account } from '../../../src/core/account.ts';
import type { Balance, Pool } from '../../../src/core/balance.ts';
import type { Outlook, PoolOutlook } from '../../../src/core/history/forecast/outlook.ts';
import type { Reading } from '../../../src/core/reading.ts';
import type { Thresholds } from '../../../src/core/standing.ts';
import { type AccountSummary, type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { credits } from '../../../src/core/unit.ts';
import { sampleAccount } from './sampleAccount.ts';
import { sampleFacts } from './sampleFacts.ts';
import { sampleReading } from './sampleReading.ts';

/** How the summary of the sample account differs from one with 42 credits, no history and no thresholds. */
export interface SummaryCase {
  readonly account?: Partial<Account>;
  /** The account's one pool, … */
  readonly pool?: Partial<Pool>;
  /** … or its several. */
  readonly pools?: Balance['pools'];
  readonly usageAllowed?: boolean;
  readonly reading?: Partial<Reading>;
  /** Of each pool; undefined: the history hasn't been read. */
  readonly outlook?: Partial<PoolOutlook>;
  readonly thresholds?: Thresholds;
  readonly now?: number;
}

/** The summary of the sample account in this case. */
export function summaryOf(change: SummaryCase): AccountSummary {
  const account = sampleAccount(change.account);
  const pools = change.pools ?? [{ unit: credits, amount: 42, ...change.pool }];
  const { usageAllowed } = change;
  const reading = sampleReading({ keySetAt: account.keySetAt, balance: { pools, usageAllowed }, ...change.reading });
  const input: Partial<SummaryInput> = {
    thresholds: { [account.id]: change.thresholds },
    ...(change.now !== undefined && { now: change.now }),
    ...(change.outlook && { outlooks: new Map([[account.id, outlookOf(pools, change.outlook)]]) }),
  };
  const [summary] = summarize(sampleFacts([[account, reading]], input)).accounts;
  if (!summary) throw new Error('no summary');
  return summary;
}

function outlookOf(pools: readonly Pool[], change: Partial<PoolOutlook>): Outlook {
  const outlook = { history: [], usageRate: undefined, forecast: undefined, fullAmount: undefined, ...change };
  return { history: outlook.history, pools: new Map(pools.map(({ id = 'main' }) => [id, outlook])) };
}

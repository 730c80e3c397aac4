import assert from 'node:assert/strict';
import { type AlertSettings, defaultAlerts } from '../../../../src/core/alerts/alertSettings.ts';
import { attention } from '../../../../src/core/alerts/attention.ts';
import type { Balance } from '../../../../src/core/balance.ts';
import type { Outlook } from '../../../../src/core/history/forecast/outlook.ts';
import type { Reading } from '../../../../src/core/reading.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { credits } from '../../../../src/core/unit.ts';
import { sampleAccount } from '../../../support/fakes/sampleAccount.ts';
import { sampleFacts } from '../../../support/fakes/sampleFacts.ts';
import { sampleOutlook } from '../../../support/fakes/sampleOutlook.ts';
import { sampleReading } from '../../../support/fakes/sampleReading.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 20, 12);
const inDays = (days: number): Outlook => sampleOutlook({ emptyAt: now + days * day });

interface Case {
  readonly balance?: Partial<Balance>;
  readonly reading?: Partial<Reading>;
  readonly outlook?: Outlook;
  readonly settings?: Partial<AlertSettings>;
}

function counted({ balance, reading, outlook, settings }: Case): number {
  const account = sampleAccount();
  const whole = sampleReading({ balance: { unit: credits, amount: 42, ...balance }, ...reading });
  const outlooks = outlook && new Map([[account.id, outlook]]);
  const summary = summarize(sampleFacts([[account, whole]], { thresholds: { mimir: { low: 10 } }, outlooks }));
  return attention(summary, { ...defaultAlerts, ...settings });
}

describe('an account that needs attention', () => {
  const lots = [{ kind: 'a', remaining: 30, expiresAt: now + 2 * day }];
  const learning = { history: [], usageRate: undefined, forecast: undefined };
  for (const { is, found, count } of [
    { is: 'fine', found: {}, count: 0 },
    { is: 'low', found: { balance: { amount: 9 } }, count: 1 },
    { is: 'empty', found: { balance: { amount: 0 } }, count: 1 },
    { is: 'blocked', found: { balance: { usageAllowed: false } }, count: 1 },
    { is: 'low a while ago', found: { balance: { amount: 9 }, reading: { balanceAt: now - day } }, count: 0 },
    { is: 'refused', found: { reading: { failure: { kind: 'unauthorized' } } }, count: 1 },
    {
      is: 'refused for days',
      found: { reading: { failure: { kind: 'unauthorized' }, checkedAt: now - 5 * day } },
      count: 1,
    },
    { is: 'offline', found: { reading: { failure: { kind: 'offline' } } }, count: 0 },
    { is: 'empty in two days', found: { outlook: inDays(2) }, count: 1 },
    { is: 'empty in four days', found: { outlook: inDays(4) }, count: 0 },
    { is: 'empty in four of five days', found: { outlook: inDays(4), settings: { runway: 5 } }, count: 1 },
    { is: 'empty in two days that do not count', found: { outlook: inDays(2), settings: { runway: false } }, count: 0 },
    { is: 'about to expiry', found: { balance: { lots }, outlook: learning }, count: 1 },
    {
      is: 'about to expiry, which does not count',
      found: { balance: { lots }, outlook: learning, settings: { lapsing: false } },
      count: 0,
    },
    { is: 'low, though that is not told', found: { balance: { amount: 9 }, settings: { low: false } }, count: 1 },
    { is: 'all at once', found: { balance: { amount: 9, lots }, outlook: inDays(1) }, count: 1 },
  ] as readonly { is: string; found: Case; count: number }[]) {
    it(`is not more than one, when it is ${is}: ${count}`, () => assert.equal(counted(found), count));
  }

  it('is counted beside the others', () => {
    const known = [5, 50, 0].map(
      (amount, index) =>
        [
          sampleAccount({ id: `mimir-${index}` }),
          sampleReading({ accountId: `mimir-${index}`, balance: { pools: [{ unit: credits, amount }] } }),
        ] as const,
    );
    const summary = summarize(sampleFacts(known, { thresholds: { mimir: { low: 10 } } }));
    assert.equal(attention(summary, defaultAlerts), 2);
  });
});

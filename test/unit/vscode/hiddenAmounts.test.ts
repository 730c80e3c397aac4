import assert from 'node:assert/strict';
import type { AlertFacts } from '../../../src/core/alerts/alert.ts';
import { dashboardModel } from '../../../src/core/dashboard/dashboardModel.ts';
import { Format } from '../../../src/core/format.ts';
import type { PoolOutlook } from '../../../src/core/history/forecast/outlook.ts';
import { willItLast } from '../../../src/core/reports/willItLast.ts';
import { type AccountSummary, type Summary, summarize } from '../../../src/core/summary.ts';
import { balanceSentence } from '../../../src/core/text/accountText.ts';
import { alertText } from '../../../src/core/text/alertText.ts';
import { addedText } from '../../../src/core/text/keyText.ts';
import { lastingDetail, lastingLabel } from '../../../src/core/text/willItLastText.ts';
import { day, hour } from '../../../src/core/time.ts';
import { count, credits } from '../../../src/core/unit.ts';
import { chartSentence, readout } from '../../../src/dashboard/chartText.ts';
import { PageFormat } from '../../../src/dashboard/pageFormat.ts';
import { outlookSentences } from '../../../src/dashboard/poolText.ts';
import { leftText, runsOutText, trendText, usageText } from '../../../src/dashboard/rowText.ts';
import { providers } from '../../../src/providers/index.ts';
import { pinnedItems, statusItem } from '../../../src/vscode/statusText.ts';
import { statusTooltip } from '../../../src/vscode/statusTooltip.ts';
import type { Row } from '../../../src/vscode/treeRow.ts';
import { rows } from '../../../src/vscode/treeRows.ts';
import { evenUsage, sampleAccount, sampleReading, sampleSeries, summaryInput } from '../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const searches = count('searches', 'search');

/**
 * Two accounts with all that can be known of them: one with two pools, a plan, lots, top-ups, a forecast and a renewal, one
 * that is blocked and pinned. All amounts are `scale` times as large, so that all times are the same.
 */
function summaryAt(scale: number): Summary {
  const lot = { kind: 'Gift', allocated: 20 * scale, remaining: 9 * scale, expiresAt: now + 2 * day };
  const topUps = [{ id: 'a', amount: 3 * scale, at: now - 4 * day, status: 'completed' }];
  const points = [14, 13, 12].map((amount, index) => {
    const at = now - (3 - index) * day;
    return { at, until: at + hour, amount: amount * scale };
  });
  const emptyAt = now + 12 * day;
  const outlook: PoolOutlook = {
    history: [sampleSeries(points, { pool: 'credits' })],
    usage: evenUsage(scale),
    usageRate: { perDay: scale, low: scale * 0.9, high: scale * 1.2, from: now - 7 * day, to: now },
    forecast: { emptyAt, earliest: emptyAt - day, latest: emptyAt + day, riskyFrom: emptyAt - day, expiries: [] },
    fullAmount: 20 * scale,
    renewal: { at: now + 5 * day, source: 'stated', amount: 20 * scale },
    atRenewal: { left: 7 * scale, after: 20 * scale, short: 0 },
  };
  const losing = {
    ...outlook,
    forecast: { ...outlook.forecast, expiries: [{ lot, amount: 7 * scale, at: lot.expiresAt }] },
    renewal: undefined,
    atRenewal: undefined,
  } as PoolOutlook;
  const plan = { name: 'Pro', allowance: 20 * scale };
  const mimir = {
    plan,
    pools: [
      { id: 'credits', unit: credits, amount: 12 * scale, lots: [lot], topUps },
      { id: 'searches', unit: searches, amount: scale },
    ],
  } as const;
  const pinned = sampleAccount({ id: 'olostep', provider: 'olostep', label: 'Olostep', statusBar: 'pinned' });
  const blocked = { usageAllowed: false, pools: [{ unit: searches, amount: scale }] } as const;
  const pools = new Map([
    ['credits', losing],
    ['searches', outlook],
  ]);
  return summarize(
    summaryInput(
      [
        [sampleAccount(), sampleReading({ balance: mimir })],
        [pinned, sampleReading({ accountId: 'olostep', balance: blocked })],
      ],
      { outlooks: new Map([['mimir', { history: outlook.history, pools }]]) },
    ),
  );
}

function alertsAt(scale: number): readonly AlertFacts[] {
  const unit = searches;
  const expiring = { kind: 'expiring', unit, at: now + day } as const;
  return [
    ...(['low', 'critical', 'empty', 'blocked'] as const).map((kind) => ({ kind, unit, amount: scale })),
    { kind: 'burst', unit, used: 50 * scale ** 4, usual: 1, hours: 1 },
    { kind: 'runway', unit, amount: scale, riskyFrom: now + day, emptyAt: now + 2 * day },
    { ...expiring, amount: scale, allocated: undefined, forecast: false },
    { ...expiring, amount: scale, allocated: 20 * scale, forecast: true },
  ];
}

function pageTexts(summary: AccountSummary, format: Format): readonly string[] {
  return summary.pools.flatMap((pool) => {
    const model = dashboardModel('mimir', summary, pool, { range: 'week', open: true, table: true }, now, undefined);
    const { details } = model;
    const { text, note = '' } = runsOutText(model, undefined, format, now);
    return [
      leftText(model, 'known', format),
      usageText(model, format),
      text,
      note,
      trendText(model, '7 days', format),
      ...outlookSentences(model, format, now),
      chartSentence(model, 'week', format, now),
      ...(details ? [now - 2 * day, now + day].map((time) => readout(details, time, format, now)) : []),
    ];
  });
}

/** Every text of the window that can hold an amount, by the place that it is in. */
function textsAt(scale: number, isPrivate: boolean): Readonly<Record<string, readonly string[]>> {
  const format = new Format('en-US', 'UTC', { value: isPrivate });
  const summary = summaryAt(scale);
  const tooltip = { color: '#fff', subject: undefined, hasBillingPage: () => true };
  const items = [statusItem(summary, format, 'balance'), ...pinnedItems(summary, format, 'balance')];
  const subject = { accountId: 'mimir', keySetAt: 0, label: 'Mimir', key: 'x' };
  const alerts = alertsAt(scale).map((facts) => ({ ...subject, ...facts }));
  return {
    'the view': withChildren(rows(summary, format, providers, 'auto')).flatMap((row) => [
      row.label,
      row.description ?? '',
      row.tooltip,
      row.accessibilityLabel,
    ]),
    'the status bar': items.flatMap(({ text, label }) => [text, label]),
    // The pictures have no axis: they are the same for the same shares.
    'the tooltip': [statusTooltip(summary, format, tooltip)],
    alerts: [...alerts.map((alert) => alertText([alert], format, now)), alertText(alerts, format, now)],
    'Will It Last Until…?': summary.accounts.flatMap(({ pools, reading }) =>
      pools.flatMap(({ pool, outlook }) =>
        [now + 3 * day, now + 30 * day].flatMap((until) => {
          const lasting = willItLast(pool, outlook, now, until);
          const question = { day: until, unit: pool.unit, stale: false, now, format };
          return [lastingLabel('Mimir', lasting, question), lastingDetail(lasting, reading, question)];
        }),
      ),
    ),
    'the message after a key was added': summary.accounts.flatMap(({ reading }) =>
      reading?.balance
        ? [addedText('Mimir', reading.balance, format), balanceSentence('Mimir', reading.balance, format)]
        : [],
    ),
    'the dashboard': summary.accounts.flatMap((account) =>
      pageTexts(account, new PageFormat('en-US', isPrivate, 'UTC')),
    ),
  };
}

function withChildren(tree: readonly Row[]): readonly Row[] {
  return tree.flatMap((row) => [row, ...withChildren(row.children)]);
}

describe('while amounts are hidden', () => {
  // A singular would say one.
  const [one, seven] = [textsAt(1, true), textsAt(7, true)];
  const [shownOne, shownSeven] = [textsAt(1, false), textsAt(7, false)];
  for (const place of Object.keys(one)) {
    it(`nothing about an amount can be told from ${place}`, () => {
      assert.deepStrictEqual(one[place], seven[place]);
      assert.ok(one[place]?.some((text) => text.includes('•••')));
      assert.notDeepStrictEqual(shownOne[place], shownSeven[place]);
    });
  }

  it('a usage rate has no range', () => {
    assert.ok(one['the view']?.includes('•••/day'));
    assert.ok(one['the dashboard']?.includes('Uses ••• credits a day.'));
  });

  it('alerts are still sentences', () => {
    const found = one['alerts']?.filter((text) => text.includes(' on Nov 21'));
    assert.deepStrictEqual(found, [
      'Mimir: ••• searches expire on Nov 21 unless used.',
      'Mimir: ~••• of ••• searches expire on Nov 21.',
    ]);
  });
});

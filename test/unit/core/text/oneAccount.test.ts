import assert from 'node:assert/strict';
import { dashboardModel } from '../../../../src/core/dashboard/dashboardModel.ts';
import { Format } from '../../../../src/core/format.ts';
import type { Outlook } from '../../../../src/core/history/forecast/outlook.ts';
import { willItLast } from '../../../../src/core/reports/willItLast.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { alertText } from '../../../../src/core/text/alertText.ts';
import { lastingDetail, lastingLabel } from '../../../../src/core/text/willItLastText.ts';
import { day, hour } from '../../../../src/core/time.ts';
import { credits } from '../../../../src/core/unit.ts';
import { outlookSentences } from '../../../../src/dashboard/poolText.ts';
import { providers } from '../../../../src/providers/index.ts';
import { statusItem } from '../../../../src/vscode/statusText.ts';
import { statusTooltip } from '../../../../src/vscode/statusTooltip.ts';
import type { Row } from '../../../../src/vscode/treeRow.ts';
import { rows } from '../../../../src/vscode/treeRows.ts';
import {
  evenUsage,
  sampleAccount,
  sampleReading,
  sampleUsageRate,
  summaryInput,
} from '../../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const format = new Format('en-US', 'UTC');

/** Every text about one account that runs out in this time, from every place that has one. */
function textsOf(timeLeft: number): readonly string[] {
  const expiresAt = now + timeLeft - hour;
  const emptyAt = now + timeLeft;
  const lot = { kind: 'Gift', allocated: 20_000, remaining: 16_789, expiresAt };
  const pool = { unit: credits, amount: 16_789, lots: [lot] };
  const expiries = [{ lot, amount: 1234.5, at: expiresAt }];
  const outlook: Outlook['pools'] = new Map([
    [
      'main',
      {
        history: [],
        usage: evenUsage(16_789 / (timeLeft / day)),
        usageRate: { ...sampleUsageRate, perDay: 12_346, low: 12_004, high: 13_006 },
        forecast: { emptyAt, earliest: emptyAt, latest: emptyAt, expiries },
        fullAmount: 20_000,
      },
    ],
  ]);
  const outlooks = new Map([['mimir', { history: [], pools: outlook }]]);
  const summary = summarize(
    summaryInput([[sampleAccount(), sampleReading({ balance: { pools: [pool] } })]], { outlooks }),
  );
  const [account] = summary.accounts;
  assert.ok(account?.main);
  const status = statusItem(summary, format, 'runway');
  const page = dashboardModel(
    'mimir',
    account,
    account.main,
    { range: 'week', open: true, table: false },
    now,
    undefined,
  );
  const ask = (until: number) => {
    const lasting = willItLast(account.main?.pool, account.main?.outlook, now, until);
    const question = { day: until, unit: credits, stale: false, now, format };
    return [lastingLabel('Mimir', lasting, question), lastingDetail(lasting, account.reading, question)];
  };
  const subject = { accountId: 'mimir', keySetAt: 0, label: 'Mimir', key: 'x' };
  const alert = { ...subject, unit: credits, amount: 16_789 };
  return [
    ...withChildren(rows(summary, format, providers, 'auto')).flatMap((row) => [
      row.label,
      row.description ?? '',
      row.tooltip,
      row.accessibilityLabel,
    ]),
    status.text,
    status.label,
    // Without the head of the table.
    ...statusTooltip(summary, format, { color: '#fff', subject: undefined, hasBillingPage: () => true })
      .split('\n')
      .slice(2),
    ...outlookSentences(page, format, now),
    ...ask(now + hour),
    ...ask(now + 20 * day),
    alertText([{ ...alert, kind: 'runway', riskyFrom: emptyAt, emptyAt }], format, now),
    alertText(
      [{ ...alert, kind: 'expiring', amount: 1234.5, allocated: 20_000, at: expiresAt, forecast: true }],
      format,
      now,
    ),
  ];
}

function withChildren(tree: readonly Row[]): readonly Row[] {
  return tree.flatMap((row) => [row, ...withChildren(row.children)]);
}

/** What the texts say at these places, each once. */
function found(
  texts: readonly string[],
  pattern: RegExp,
  write: (match: RegExpExecArray) => string,
): readonly string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(write)))];
}

const units: Readonly<Record<string, string>> = { m: 'minutes', h: 'hours', d: 'days', y: 'years' };

describe('every text about one account', () => {
  for (const { timeLeft, span, date, runOut } of [
    { timeLeft: 32.6 * hour, span: '33 hours', date: 'Nov 21', runOut: 'Saturday evening' },
    { timeLeft: 47.6 * hour, span: '2 days', date: 'Nov 22', runOut: 'Sunday morning' },
    { timeLeft: 4.6 * day, span: '5 days', date: 'Nov 25', runOut: 'Nov 25' },
  ]) {
    const texts = textsOf(timeLeft);

    it(`says that it runs out in ${span}, and no other span`, () => {
      const spans = found(
        texts,
        /(\d[\d,.]*) (min|h|d|y|minutes?|hours?|days?|years?)\b/g,
        ([, count, unit = '']) => `${count} ${units[unit.slice(0, 1)]}`,
      );
      assert.deepStrictEqual(spans, [span]);
    });

    it(`says one usage rate and one range of it, ${span} before it runs out`, () => {
      assert.deepStrictEqual(
        found(texts, /([\d,.]+)(?: credits)? ?(?:\/day| a day)/g, ([, rate = '']) => rate),
        ['12,300'],
      );
      assert.deepStrictEqual(
        found(texts, /a day \(([^)]+)\)|\/day \(([^)]+)\)/g, ([, long, short]) => long ?? short ?? ''),
        ['12,000–13,000'],
      );
    });

    it(`says one amount that will expire, ${span} before the account runs out`, () => {
      assert.deepStrictEqual(
        found(texts, /~([\d,.]+) (?:of 20,000 credits )?(?:will )?expires?/g, ([, amount = '']) => amount),
        ['1,230'],
      );
    });

    it(`says one time, ${runOut}, at which it runs out`, () => {
      assert.deepStrictEqual(
        found(texts, /(?:runs out|Runs out:) ((?:[A-Z][a-z]{2} \d+|[A-Z][a-z]+day [a-z]+))/g, ([, time = '']) => time),
        [runOut],
      );
    });

    it(`says one date, ${date}, without the year`, () => {
      assert.deepStrictEqual(
        found(texts, /(?:expires?|expire on|unused on) ([A-Z][a-z]{2} \d+(?:, \d{4})?)/g, ([, day = '']) => day),
        [date],
      );
    });
  }
});

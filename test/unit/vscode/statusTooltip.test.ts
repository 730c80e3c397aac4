import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { credits } from '../../../src/core/unit.ts';
import { statusTooltip } from '../../../src/vscode/statusTooltip.ts';
import {
  sampleAccount,
  sampleOutlook,
  sampleReading,
  sampleSeries,
  summaryInput,
} from '../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const day = 86_400_000;
const mimir = sampleAccount();
const none = { balance: undefined, balanceAt: undefined, failures: 1 };

function tooltip(known: Parameters<typeof summaryInput>[0], change?: Partial<SummaryInput>): readonly string[] {
  return statusTooltip(summarize(summaryInput(known, change)), new Format('en-US', 'UTC'), '#3794ff').split('\n');
}

function of(amount: number): Reading {
  return sampleReading({ balance: { pools: [{ unit: credits, amount }] } });
}

describe('the tooltip of the status bar', () => {
  it('without a key says what to do', () => {
    assert.deepStrictEqual(tooltip([]), ['Track prepaid API credits. Add an API key to get started.']);
  });

  it('is a table and three links', () => {
    assert.deepStrictEqual(tooltip([[mimir, of(42)]]), [
      '| Account | Balance | | Time left | Last 14 days | Updated |',
      '|:--|--:|:--|:--|:--|:--|',
      '| Mimir | 42 credits |  |  |  | just now |',
      '',
      '[$(refresh) Refresh](command:credits.refresh) &nbsp; [$(list-tree) Show Balances](command:credits.showBalances) &nbsp; [$(graph) Open Dashboard](command:credits.openDashboard)',
    ]);
  });

  it('says in words how every account stands', () => {
    const lines = tooltip(
      [
        [mimir, of(42)],
        [
          sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' }),
          { ...sampleReading({ ...none, failure: { kind: 'forbidden', reason: 'banned' } }), accountId: 'bloom' },
        ],
        [sampleAccount({ id: 'breeze', label: 'Breeze' })],
      ],
      { thresholds: { mimir: { low: 100 } } },
    );
    assert.deepStrictEqual(lines.slice(2, 5), [
      '| Bloom | – | account suspended |  |  | not yet |',
      '| Mimir | 42 credits | low |  |  | just now |',
      '| Breeze | – |  |  |  | not yet |',
    ]);
  });

  it('has the time left and a picture of the last days with words for it', () => {
    const history = [
      sampleSeries([
        { at: now - 20 * day, until: now - 3 * day, amount: 1234.5 },
        { at: now - 3 * day, until: now, amount: 42 },
      ]),
    ];
    const outlooks = new Map([['mimir', sampleOutlook({}, history)]]);
    const row = tooltip([[mimir, of(42)]], { outlooks })[2] ?? '';
    const picture =
      /^\| Mimir \| 42 credits \| {2}\| 4 d \| !\[14 days: from 1,234\.5 credits to 42 credits\]\(data:image\/svg\+xml;base64,([\w+/=]+)\) \| just now \|$/;
    const [, image = ''] = picture.exec(row) ?? [];
    assert.match(atob(image), /^<svg [^>]+><path d="[^"]+" fill="#3794ff"/);
  });

  for (const { named, label } of [
    { named: 'a link', label: '[free](command:evil)' },
    { named: 'an address', label: '<https://evil.example>' },
    { named: 'an image', label: '![x](https://evil.example/x.png)' },
    { named: 'a tag', label: '<img src=x>' },
    { named: 'an icon', label: '$(bug) $(sync~spin)' },
    { named: 'a table cell', label: 'a | b | c' },
    { named: 'lines', label: 'a\n\n# b\r\n- c' },
    { named: 'emphasis', label: '**a** _b_ `c` ~d~' },
    { named: 'an entity', label: '&lt;b&gt;' },
    { named: 'an escape', label: 'a\\|b\\' },
  ]) {
    it(`makes nothing of a label that looks like ${named} but text`, () => {
      const lines = tooltip([[sampleAccount({ label }), of(42)]]);
      const row = lines[2] ?? '';
      const escaped = /\\([\\`*_{}[\]()#+\-.!|<>&~])/g;
      const live = row.replace(escaped, '');
      // VS Code looks for icons in what the markdown has become.
      const icons = row.replace(escaped, '$1').match(/(?<!\\)\$\(/g);
      assert.deepStrictEqual(
        { lines: lines.length, bars: live.match(/\|/g)?.length, alive: live.match(/[\\`*_{}[\]()#!<>&~]/g), icons },
        { lines: 5, bars: 7, alive: null, icons: null },
      );
    });
  }
});

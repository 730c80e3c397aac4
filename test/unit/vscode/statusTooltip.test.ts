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
const options = { color: '#3794ff', subject: 'balance', hasBillingPage: () => true } as const;
const none = { balance: undefined, balanceAt: undefined, failures: 1 };

function tooltip(known: Parameters<typeof summaryInput>[0], change?: Partial<SummaryInput>): readonly string[] {
  return statusTooltip(summarize(summaryInput(known, change)), new Format('en-US', 'UTC'), options).split('\n');
}

function of(amount: number): Reading {
  return sampleReading({ balance: { pools: [{ unit: credits, amount }] } });
}

describe('the tooltip of the status bar', () => {
  it('without a key says what to do', () => {
    assert.deepStrictEqual(tooltip([]), ['Track prepaid API credits. Add an API key to get started.']);
  });

  it('is a table of the columns that have data, and three links', () => {
    assert.deepStrictEqual(tooltip([[mimir, of(42)]]), [
      '| Account &nbsp;&nbsp;&nbsp; | Balance |',
      '|:--|--:|',
      '| Mimir &nbsp;&nbsp;&nbsp; | 42&nbsp;credits |',
      '',
      '[$(refresh)&nbsp;Refresh](command:credits.refresh)&nbsp;&nbsp;&nbsp;[$(graph)&nbsp;Dashboard](command:credits.openDashboard)&nbsp;&nbsp;&nbsp;[$(settings-gear)&nbsp;Settings](command:credits.openSettings)',
    ]);
  });

  /** The cells of the rows, without what keeps them apart. */
  const cells = (lines: readonly string[]) =>
    lines
      .filter((line) => line.startsWith('| '))
      .map((line) =>
        line
          .slice(2, -2)
          .split(' | ')
          .map((cell) => cell.replaceAll(' &nbsp;&nbsp;&nbsp;', '').replaceAll('&nbsp;', ' ')),
      );

  it('says in words how every account stands, and links to what helps', () => {
    const account = (id: string, label: string) => sampleAccount({ id, provider: id, label });
    const lines = tooltip(
      [
        [mimir, of(42)],
        [
          account('bloom', 'Bloom'),
          { ...sampleReading({ ...none, failure: { kind: 'unauthorized' } }), accountId: 'bloom' },
        ],
        [sampleAccount({ id: 'breeze', label: 'Breeze' })],
        [
          { ...account('zeal', 'Zeal'), paused: true },
          { ...of(7), accountId: 'zeal', balanceAt: now - day },
        ],
        [
          account('olostep', 'Olostep'),
          {
            ...sampleReading({ balance: { pools: [{ unit: credits, amount: 9000 }], usageAllowed: false } }),
            accountId: 'olostep',
          },
        ],
        [account('old', 'Old'), { ...of(70), accountId: 'old', balanceAt: now - day / 8 }],
      ],
      {
        thresholds: { mimir: { low: 100 } },
        outlooks: new Map([['mimir', sampleOutlook({ emptyAt: now + 30 * day })]]),
      },
    );
    assert.deepStrictEqual(cells(lines), [
      ['Account', 'Balance', '', 'Time left', ''],
      ['Olostep', '9,000 credits', 'blocked', '', link('Top Up', 'openBilling', 'olostep')],
      ['Bloom', '–', 'invalid key', '', link('Replace Key', 'replaceKey', 'bloom')],
      ['Mimir', '42 credits', 'low', '30 d', link('Top Up', 'openBilling', 'mimir')],
      ['Old', '70 credits', '3 h ago', '', ''],
      ['Breeze', '–', 'not checked yet', '', ''],
      ['Zeal', '7 credits', 'paused, 24 h ago', '', ''],
    ]);
  });

  function link(title: string, command: string, accountId: string): string {
    return `[${title}](command:credits.${command}?${encodeURIComponent(JSON.stringify([{ accountId }]))})`;
  }

  it('links to no billing page where the service has none', () => {
    const summary = summarize(summaryInput([[mimir, of(0)]]));
    const text = statusTooltip(summary, new Format('en-US', 'UTC'), { ...options, hasBillingPage: () => false });
    assert.doesNotMatch(text, /Top/);
  });

  it('makes no other link of an id than to its account', () => {
    const id = "a\"}])(x) 'b' [c](command:evil)";
    const lines = tooltip([[sampleAccount({ id }), { ...of(0), accountId: id }]]);
    const [, argument = ''] = /\(command:credits\.openBilling\?([^)]*)\)/.exec(lines[2] ?? '') ?? [];
    assert.deepStrictEqual(JSON.parse(decodeURIComponent(argument)), [{ accountId: id }]);
    assert.equal(lines[2]?.match(/\]\(/g)?.length, 1);
  });

  it('has eight accounts at most, and counts the rest', () => {
    const known = Array.from({ length: 12 }, (_, index) => {
      const id = `mimir-${index}`;
      return [sampleAccount({ id, label: id }), { ...of(index + 1), accountId: id }] as const;
    });
    const lines = tooltip(known);
    assert.deepStrictEqual(
      [cells(lines).length, lines.find((line) => line.includes('more'))],
      [9, '[+4&nbsp;more](command:credits.showBalances)'],
    );
  });

  it('has the time left and a picture of the last days with words for it', () => {
    const history = [
      sampleSeries([
        { at: now - 20 * day, until: now - 3 * day, amount: 1234.5 },
        { at: now - 3 * day, until: now, amount: 42 },
      ]),
    ];
    const outlooks = new Map([['mimir', sampleOutlook({}, history)]]);
    const row = cells(tooltip([[mimir, of(42)]], { outlooks }))[1] ?? [];
    assert.deepStrictEqual(row.slice(0, 3), ['Mimir', '42 credits', '4 d']);
    const picture = /^!\[14 days: from 1,234\.5 credits to 42 credits\]\(data:image\/svg\+xml;base64,([\w+/=]+)\)$/;
    const [, image = ''] = picture.exec(row[3] ?? '') ?? [];
    assert.match(atob(image), /^<svg [^>]+><path d="[^"]+" fill="#3794ff"/);
  });

  describe('about what runs out first', () => {
    const bloom = sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' });
    const outlooks = new Map([
      ['mimir', sampleOutlook({ emptyAt: now + 30 * day })],
      ['bloom', sampleOutlook({ emptyAt: now + 10 * day })],
    ]);
    const offer = (subject: 'balance' | 'runway' | undefined, known: Parameters<typeof summaryInput>[0]) =>
      statusTooltip(summarize(summaryInput(known, { outlooks })), new Format('en-US', 'UTC'), { ...options, subject })
        .split('\n')
        .find((line) => line.includes('runs out first'));
    const other = [bloom, { ...of(180), accountId: 'bloom' }] as const;

    it('offers it until the person has chosen, where the status bar shows another, with a way to decline', () => {
      const change = '[Change&nbsp;what&nbsp;the&nbsp;status&nbsp;bar&nbsp;shows](command:credits.chooseStatusBar)';
      const choice = encodeURIComponent(JSON.stringify([{ subject: 'balance' }]));
      const keep = `[Keep&nbsp;lowest&nbsp;balance](command:credits.chooseStatusBar?${choice})`;
      assert.equal(
        offer(undefined, [[mimir, of(42)], other]),
        `Bloom runs out first \\(10 days left\\)\\. ${change}&nbsp;&nbsp;&nbsp;${keep}`,
      );
      assert.equal(offer('balance', [[mimir, of(42)], other]), undefined);
      assert.equal(offer('runway', [[mimir, of(42)], other]), undefined);
    });

    it('offers nothing where that is the lowest', () => {
      assert.equal(offer(undefined, [[mimir, of(999)], other]), undefined);
    });
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
      const live = row.replaceAll('&nbsp;', '').replace(escaped, '');
      // VS Code looks for icons in what the markdown has become.
      const icons = row.replace(escaped, '$1').match(/(?<!\\)\$\(/g);
      assert.deepStrictEqual(
        { lines: lines.length, bars: live.match(/\|/g)?.length, alive: live.match(/[\\`*_{}[\]()#!<>&~]/g), icons },
        { lines: 5, bars: 3, alive: null, icons: null },
      );
    });
  }
});

import assert from 'node:assert/strict';
import type { Cell } from '../../../src/core/reports/statementTable.ts';
import { csvText } from '../../../src/vscode/csvText.ts';

/** The lines of a file with this one row, without the byte order mark and the header. */
function row(...cells: readonly Cell[]): string {
  return csvText({ header: cells.map(() => 'h'), rows: [cells] })
    .split('\r\n')
    .slice(1)
    .join('\r\n');
}

describe('CSV', () => {
  it('begins with a byte order mark and ends each row with CR LF', () => {
    const text = csvText({ header: ['a', 'b'], rows: [['Bücher', 1_500_000_000n]] });
    assert.equal(text, '\uFEFFa,b\r\nBücher,1.5\r\n');
  });

  it('has a header alone for a table without rows', () => {
    assert.equal(csvText({ header: ['a', 'b'], rows: [] }), '\uFEFFa,b\r\n');
  });

  for (const [what, text, written] of [
    ['a formula', '=HYPERLINK("https://a.test")', `"'=HYPERLINK(""https://a.test"")"\r\n`],
    ['a plus', '+1', "'+1\r\n"],
    ['a minus', '-1', "'-1\r\n"],
    ['an at', '@SUM(A1)', "'@SUM(A1)\r\n"],
    ['a tab', '\t=1', "'\t=1\r\n"],
    ['a carriage return', '\r=1', `"'\r=1"\r\n`],
    ['a line feed', '\n=1', `"'\n=1"\r\n`],
    ...['\uFF1D', '\uFF0B', '\uFF0D', '\uFF20', '\uFF05', '\uFE66', '\u2212', '%'].map(
      (sign) => [`the sign ${sign}`, `${sign}1`, `'${sign}1\r\n`] as const,
    ),
    ...[' ', '  ', '\u00A0', '\u200B', '\uFEFF', '\u3000', '\u2028', '\u00AD', '\u0000', ' \u200B\u00A0'].map(
      (hidden) => [`${escape(hidden)} before a formula`, `${hidden}=1`, `'${hidden}=1\r\n`] as const,
    ),
  ] as const) {
    it(`defuses a text that begins with ${what}`, () => assert.equal(row(text), written));
  }

  it('leaves other texts as they are', () => {
    assert.equal(row('Mimir', ' a', '\u200Bb', 'a=1', '5%', '1-2'), 'Mimir, a,\u200Bb,a=1,5%,1-2\r\n');
  });

  it('leaves a figure below zero a figure', () => assert.equal(row(-5n, -1_500_000_000n), '-0.000000005,-1.5\r\n'));

  it('leaves what is not known empty', () => assert.equal(row('a', undefined, 0n), 'a,,0\r\n'));

  it('quotes what would end a cell or a row', () => {
    assert.equal(row('a,b', 'a"b', 'a\nb', 'a\rb', 'a b'), '"a,b","a""b","a\nb","a\rb",a b\r\n');
  });
});

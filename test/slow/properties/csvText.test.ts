import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csvText } from '../../../src/vscode/csvText.ts';

/** Reads CSV by the grammar of RFC 4180, strictly. */
function read(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/y;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const [, value = '', end] = field.exec(text) ?? assert.fail(`No field at ${at}: ${JSON.stringify(text.slice(at))}`);
    rows.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === '\r\n' && field.lastIndex < text.length) rows.push([]);
  }
  return rows;
}

describe('CSV', () => {
  it('is read back by the grammar as what was written, whatever it is', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n",; \'a1') }));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, fc.bigInt()), { maxLength: 5 }), (rows) => {
        const [header, ...lines] = read(csvText({ header: ['a', 'b', 'c'], rows }).slice(1));
        assert.deepStrictEqual(header, ['a', 'b', 'c']);
        assert.equal(lines.length, rows.length);
        for (const [index, cells] of rows.entries()) {
          const back = lines[index] ?? [];
          for (const at of [0, 1] as const) {
            const text = back[at] ?? '';
            assert.ok(!/^[\s\p{Cc}\p{Cf}]*[=+\-@]|^[\t\r\n]/u.test(text), text);
            assert.ok([cells[at], `'${cells[at]}`].includes(text), text);
          }
          assert.match(back[2] ?? '', /^-?\d+(\.\d+)?$/);
        }
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import { summarize } from '../../../src/core/summary.ts';
import { credits } from '../../../src/core/unit.ts';
import { providers } from '../../../src/providers/index.ts';
import type { Grouping } from '../../../src/vscode/serviceGroups.ts';
import { rows } from '../../../src/vscode/treeRows.ts';
import { sampleAccount, sampleReading, summaryInput } from '../../support/fakes/samples.ts';

const format = new Format('en-US', 'UTC');

/** The tree of accounts with these amounts, as ids in brackets. */
function tree(amounts: Readonly<Record<string, number>>, grouping: Grouping) {
  const known = Object.entries(amounts).map(([id, amount]) => {
    const account = sampleAccount({ id, provider: id.replace(/-\d+$/, ''), label: id });
    return [account, sampleReading({ accountId: id, balance: { pools: [{ unit: credits, amount }] } })] as const;
  });
  return rows(summarize(summaryInput(known)), format, providers, grouping);
}

const shape = (found: ReturnType<typeof tree>) =>
  found.map(({ id, context, children }) => (context === 'service' ? [id, children.map((child) => child.id)] : id));

describe('the accounts of a service', () => {
  const several = { mimir: 30, bloom: 20, 'bloom-2': 0, olostep: 10 };

  it('are together where it has several, in the place of the most pressing one', () => {
    assert.deepStrictEqual(shape(tree(several, 'auto')), [['service:bloom', ['bloom-2', 'bloom']], 'olostep', 'mimir']);
  });

  it('stand alone where no service has several, however many there are', () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`s${index}x`, index + 1]));
    assert.deepStrictEqual(shape(tree(many, 'auto')), Object.keys(many));
  });

  it('are together where one service has several, however few there are, and the others stay plain rows', () => {
    assert.deepStrictEqual(shape(tree({ bloom: 1, 'bloom-2': 2, mimir: 3 }, 'auto')), [
      ['service:bloom', ['bloom', 'bloom-2']],
      'mimir',
    ]);
    const eight = { bloom: 1, breeze: 2, fullenrich: 3, mimir: 4, 'mimir-2': 5, olostep: 6, 'olostep-2': 7, tavily: 8 };
    assert.deepStrictEqual(shape(tree(eight, 'auto')), [
      'bloom',
      'breeze',
      'fullenrich',
      ['service:mimir', ['mimir', 'mimir-2']],
      ['service:olostep', ['olostep', 'olostep-2']],
      'tavily',
    ]);
  });

  it('are always or never together where the person says so', () => {
    assert.deepStrictEqual(shape(tree(several, 'always')), [
      ['service:bloom', ['bloom-2', 'bloom']],
      ['service:olostep', ['olostep']],
      ['service:mimir', ['mimir']],
    ]);
    assert.deepStrictEqual(shape(tree(several, 'never')), ['bloom-2', 'olostep', 'bloom', 'mimir']);
  });

  it('are counted in a row that is open, names the service and marks nothing itself', () => {
    const [group] = tree(several, 'auto');
    assert.ok(group);
    const { children, ...row } = group;
    assert.deepStrictEqual(row, {
      id: 'service:bloom',
      label: 'Bloom',
      description: '2 accounts · 1 needs attention',
      tooltip: 'Bloom: 2 accounts, 1 needs attention',
      accessibilityLabel: 'Bloom, 2 accounts, 1 needs attention',
      icon: 'server',
      context: 'service',
      isOpen: true,
    });
    assert.equal(children.length, 2);
  });

  it('of a service that this version does not know have its id', () => {
    assert.equal(tree({ gone: 1, 'gone-2': 2 }, 'auto')[0]?.label, 'gone');
  });

  it('are as many as are marked, with 40 accounts of five services too', () => {
    const ids = Array.from({ length: 40 }, (_, index) => {
      const service = ['bloom', 'breeze', 'fullenrich', 'mimir', 'olostep'][index % 5] ?? '';
      return [`${service}-${index}`, index % 7] as const;
    });
    const all = tree(Object.fromEntries(ids), 'auto').flatMap((row) => [row, ...row.children]);
    const marked = all.filter(({ color }) => color !== undefined);
    assert.deepStrictEqual(
      [all.length, marked.length, marked.every(({ description }) => description?.endsWith('· empty'))],
      [45, 6, true],
    );
  });
});

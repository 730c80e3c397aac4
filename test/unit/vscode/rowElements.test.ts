import assert from 'node:assert/strict';
import { type RowElement, RowElements } from '../../../src/vscode/rowElements.ts';
import type { Row } from '../../../src/vscode/treeRow.ts';

function row(id: string, description: string, children: readonly Row[] = []): Row {
  return {
    id,
    label: id,
    description,
    tooltip: id,
    accessibilityLabel: id,
    icon: 'credit-card',
    context: 'account',
    accountId: id.replace(/\/.*/, ''),
    children,
  };
}

const first = [row('a', '42', [row('a/usage', '12/day'), row('a/lot/0', '5')]), row('b', '7')];

/** As the tree of VS Code does: it asks for the elements that it is told of, and knows them by their identity. */
class Consumer {
  readonly elements = new RowElements();
  readonly drawn = new Map<string, RowElement>();

  update(rows: readonly Row[]): readonly string[] | 'all' {
    const changed = this.elements.update(rows);
    if (changed === 'all') {
      this.#draw(this.elements.below());
      return 'all';
    }
    for (const element of changed) assert.equal(element, this.drawn.get(element.id), 'an element that was never drawn');
    this.#draw(changed);
    return changed.map(({ id }) => id);
  }

  #draw(elements: readonly RowElement[]): void {
    for (const element of elements) {
      this.drawn.set(element.id, element);
      this.#draw(this.elements.below(element));
    }
  }
}

describe('the elements of the tree', () => {
  let tree: Consumer;
  beforeEach(() => {
    tree = new Consumer();
    assert.equal(tree.update(first), 'all');
  });

  for (const { after, rows, changed } of [
    { after: 'no change', rows: structuredClone(first), changed: [] },
    { after: 'a change of an account', rows: [row('a', '41', first[0]?.children), first[1]], changed: ['a'] },
    {
      after: 'a change of a detail',
      rows: [row('a', '42', [row('a/usage', '13/day'), row('a/lot/0', '5')]), first[1]],
      changed: ['a/usage'],
    },
    { after: 'a detail that comes', rows: [first[0], row('b', '7', [row('b/lot/0', '1')])], changed: ['b'] },
    { after: 'a detail that goes', rows: [row('a', '42', [row('a/lot/0', '5')]), first[1]], changed: ['a'] },
    { after: 'an account that comes', rows: [...first, row('c', '1')], changed: 'all' },
    { after: 'an account that goes', rows: first.slice(1), changed: 'all' },
    { after: 'accounts that change places', rows: first.toReversed(), changed: 'all' },
  ] as readonly { after: string; rows: readonly Row[]; changed: readonly string[] | 'all' }[]) {
    it(`to redraw after ${after} are ${changed === 'all' ? 'all' : changed.join() || 'none'}`, () => {
      assert.deepStrictEqual(tree.update(rows), changed);
    });
  }

  it('stay the same objects, and name their account to a command, however often they are redrawn', () => {
    const [open] = tree.elements.below();
    tree.update([row('a', '41'), row('b', '7')]);
    tree.update([row('b', '6'), row('a', '40')]);
    assert.equal(tree.elements.below()[1], open);
    assert.deepStrictEqual([open?.accountId, open?.row.description], ['a', '40']);
  });

  it('are forgotten with their row', () => {
    const [open] = tree.elements.below();
    tree.update(first.slice(1));
    tree.update(first);
    assert.notEqual(tree.elements.below()[0], open);
  });

  it('know the one above them, and are found by their id', () => {
    tree.update([row('service:s', '1 account', first), row('c', '1')]);
    const account = tree.elements.get('a');
    const detail = tree.elements.get('a/usage');
    assert.ok(account && detail);
    assert.deepStrictEqual(
      [tree.elements.above(detail)?.id, tree.elements.above(account)?.id, tree.elements.get('gone')],
      ['a', 'service:s', undefined],
    );
    const top = tree.elements.get('service:s');
    assert.equal(top && tree.elements.above(top), undefined);
  });

  it('to redraw in a group are the rows that changed, or the group where an account comes or goes', () => {
    const group = (...members: readonly Row[]) => [row('service:s', 'group', members)];
    assert.equal(tree.update(group(row('a', '1'), row('b', '2'))), 'all');
    assert.deepStrictEqual(tree.update(group(row('a', '1'), row('b', '3'))), ['b']);
    assert.deepStrictEqual(tree.update(group(row('b', '3'), row('a', '1'))), ['service:s']);
    assert.deepStrictEqual(tree.update(group(row('b', '3'))), ['service:s']);
  });
});

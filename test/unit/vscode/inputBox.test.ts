import assert from 'node:assert/strict';
import type { InputBox } from '../../../src/vscode/inputBox.ts';
import type { PickItem } from '../../../src/vscode/ui.ts';
import { bundledWith } from '../../support/fakes/bundledWith.ts';
import { settled } from '../../support/fakes/environment.ts';

/** A quick pick in which a person selects, accepts and leaves. */
interface FakePick {
  items: readonly (PickItem & { readonly item?: PickItem })[];
  selectedItems: readonly unknown[];
  readonly isDisposed: boolean;
  accept(): void;
  hide(): void;
}

const fakeVsCode = `
  export class ThemeIcon {}
  export const InputBoxValidationSeverity = {};
  export const QuickPickItemKind = { Separator: -1 };
  export const QuickInputButtons = { Back: {} };
  const listened = (quick, name) => (listener) => {
    quick[name] = listener;
    return { dispose() {} };
  };
  export const picks = [];
  export const window = {
    createInputBox: () => ({ dispose() {} }),
    createQuickPick() {
      const quick = { items: [], selectedItems: [], isDisposed: false, show() {}, dispose() { this.isDisposed = true; } };
      quick.onDidAccept = listened(quick, 'accept');
      quick.onDidHide = listened(quick, 'hide');
      quick.onDidTriggerButton = listened(quick, 'press');
      picks.push(quick);
      return quick;
    },
  };
`;

describe('a choice in the input box', () => {
  let made: { readonly InputBox: typeof InputBox; readonly vscode: { readonly picks: FakePick[] } };
  before(async () => {
    made = await bundledWith(fakeVsCode, 'src/vscode/inputBox.ts');
  });

  const items = [{ label: 'Mimir' }, { label: 'Bloom', group: 'Others' }];

  function opened() {
    const input = new made.InputBox({ staysOpen: true });
    const results: unknown[] = [];
    void input.pick(items, { title: 'Service', placeholder: 'Select' }, true).then((result) => results.push(result));
    const pick = made.vscode.picks.at(-1);
    assert.ok(pick);
    return { pick, results };
  }

  it('is the item that is selected when Enter is pressed', async () => {
    const { pick, results } = opened();
    pick.selectedItems = [pick.items[0]];
    pick.accept();
    await settled();
    assert.deepStrictEqual([results, pick.isDisposed], [[items[0]], true]);
  });

  it('waits while nothing is selected, because the filter matches nothing: what was entered before is not lost', async () => {
    const { pick, results } = opened();
    pick.accept();
    await settled();
    assert.deepStrictEqual([results, pick.isDisposed], [[], false]);
    pick.selectedItems = [pick.items[2]];
    pick.accept();
    await settled();
    assert.deepStrictEqual(results, [items[1]]);
  });

  it('is none where the person leaves', async () => {
    const { pick, results } = opened();
    pick.hide();
    await settled();
    assert.deepStrictEqual(results, [undefined]);
  });
});

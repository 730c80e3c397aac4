import { deepStrictEqual } from 'node:assert/strict';
import { addAccount, openVsCode, type VsCode } from '../support/e2e/openVsCode.ts';
import { demoKeys } from '../support/simulator/index.ts';

describe('the walkthrough, in a window', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode();
  });
  after(() => vsCode.dispose());

  const steps = () => vsCode.window.page.locator('.gettingStartedContainer .getting-started-step');
  /** The titles of the steps, those that are done marked. */
  const shown = async () => {
    const found: string[] = [];
    for (const step of await steps().all()) {
      const isDone = (await step.locator('.codicon-getting-started-step-checked:visible').count()) > 0;
      found.push(`${isDone ? '✓ ' : ''}${(await step.locator('.step-title').innerText()).trim()}`);
    }
    return found;
  };

  /** A word in the picture of each step. */
  const marks = { add: 'Get a key', read: 'FullEnrich', look: 'runs out' } as const;
  /** The text of the picture that is on show. */
  const drawn = async () => {
    const texts = await Promise.all(
      vsCode.window.page.frames().map((frame) =>
        frame
          .locator('svg text')
          .allTextContents()
          .catch(() => []),
      ),
    );
    return texts.flat().join(' ');
  };

  it('is where the empty view leads', async () => {
    const { window } = vsCode;
    await window.openView('Explorer');
    await window.openView('Credits');
    await window.waitFor('the welcome', () => window.view('Balances').welcome());
    await vsCode.picture('70-welcome');
    await window.page.locator('.pane-body .welcome-view a').getByText('See how it works').click();
    await window.waitFor('three steps', shown, (found) => found.length === 3);
    deepStrictEqual(
      (await shown()).map((text) => text.replace('✓ ', '')),
      ['Add an API key', 'Read the status bar', 'Look ahead'],
    );
  });

  it('is completed by doing it', async () => {
    const { window } = vsCode;
    await addAccount(window, 'Mimir', demoKeys.mimir);
    await window.waitFor('the first step to be done', shown, ([first]) => first === '✓ Add an API key');
    await window.command('Credits: Show Balances');
    await window.waitFor('the second step to be done', shown, ([, second]) => second === '✓ Read the status bar');
  });

  for (const theme of ['light', 'highContrast', 'highContrastLight', 'dark'] as const) {
    it(`can be read in the theme ${theme}`, async () => {
      const { window } = vsCode;
      await window.setTheme(theme);
      // In a narrow window VS Code shows no pictures.
      await window.page.setViewportSize({ width: 1700, height: 900 });
      for (const [index, name] of (['add', 'read', 'look'] as const).entries()) {
        await steps().nth(index).click();
        await window.waitFor('the picture', drawn, (picture) => picture.includes(marks[name]));
        await vsCode.picture(`71-walkthrough-${theme}-${name}`);
      }
    });
  }

  it('ends with the dashboard', async () => {
    const { window } = vsCode;
    await window.command('Credits: Open Dashboard');
    await window.webview.waitFor('text=Mimir');
    await window.command('Help: Welcome');
    await window.page.locator('.gettingStartedContainer').getByText('Get Started with Credits').first().click();
    await window.waitFor(
      'all steps to be done',
      shown,
      (found) => found.length === 3 && found.every((text) => text.startsWith('✓')),
    );
  });
});

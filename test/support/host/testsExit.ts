import type { Page } from 'playwright-core';

/**
 * Opens `url`, whose extension host runs tests, and resolves with their exit code. Rejects with the last words of the
 * window's log when the page crashes, and when the tests have not ended after `patience` milliseconds.
 */
export async function testsExit(page: Page, url: string, patience: number): Promise<number> {
  const log: string[] = [];
  await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) => {
    log.push(`[${type}] ${values.map(String).join(' ')}`);
  });
  const exit = new Promise<number>((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new Error(`${reason} The window logged last:\n${log.slice(-30).join('\n')}`));
    const watchdog = setTimeout(() => fail(`The tests did not end within ${patience / 60_000} minutes.`), patience);
    page.once('crash', () => fail('The window crashed.'));
    page.once('close', () => {
      clearTimeout(watchdog);
      fail('The window was closed.');
    });
    page
      .exposeFunction('codeAutomationExit', (code: number) => resolve(code))
      .then(() => page.goto(url))
      .catch(reject);
  });
  return exit;
}

import type { BrowserContext } from 'playwright-core';

/** How the key that seals the secrets of a window is answered: as always, with other bytes, or not at all. */
export type SecretKeyAnswer = 'kept' | 'changed' | 'unavailable';

/**
 * Answers the page's question for the key that seals SecretStorage, so that secrets outlive a reload; the bare server
 * does not. Anything but `kept` makes them unreadable, as a lost keyring does.
 */
export async function answerSecretKey(context: BrowserContext, answer: () => SecretKeyAnswer): Promise<void> {
  await context.route('**/mint-key', async (route) => {
    const now = answer();
    await route.fulfill(
      now === 'unavailable' ? { status: 500 } : { status: 200, body: Buffer.alloc(32, now === 'kept' ? 1 : 2) },
    );
  });
}

import { webcrypto } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { Account, Origins } from '../../../src/core/account.ts';
import type { Balance } from '../../../src/core/balance.ts';
import type { Failure } from '../../../src/core/failure.ts';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import { compact } from '../../../src/core/history/record/compact.ts';
import type { History } from '../../../src/core/history/series.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { day, hour, minute } from '../../../src/core/time.ts';
import { keyFingerprints } from '../../../src/storage/keyFingerprints.ts';
import { sampleAccount } from '../fakes/samples.ts';
import { writeHistory } from '../history/writeHistory.ts';
import { storesIn } from '../storesIn.ts';
import { storageFolder, type VsCode } from './openVsCode.ts';

/** An account as a window is to find it. */
export interface GivenAccount extends Pick<Account, 'id' | 'provider' | 'label' | 'paused'> {
  readonly balance?: Balance;
  /** How much of each pool was used a day for two weeks; nothing is recorded where it is left out. */
  readonly perDay?: number;
  readonly failure?: Failure;
  /** Its key, and where that may be sent; the account has none where it is left out. */
  readonly key?: { readonly value: string; readonly origins: Origins };
  /** How long ago the last good balance was read, in milliseconds; 2 minutes when left out. */
  readonly age?: number;
}

/** How long usage has gone on, and how often it was read, in milliseconds. */
const past = 14 * day;
const step = 2 * hour;

/**
 * Gives a window these accounts, their last balances and histories, as if it had read them. Where there are no keys,
 * its interval has to be so long that none is asked. The window is left meanwhile and opened again.
 */
export async function giveAccounts(
  vsCode: Pick<VsCode, 'window' | 'dataDir'>,
  accounts: readonly GivenAccount[],
): Promise<void> {
  const { page } = vsCode.window;
  const address = page.url();
  await giveKeys(page, accounts);
  await page.goto('about:blank');
  const now = Date.now();
  await mkdir(storageFolder(vsCode), { recursive: true });
  const files = storesIn(storageFolder(vsCode));
  await files.accounts.load();
  const given = accounts.map(({ balance, perDay, failure, age, key, ...account }) =>
    sampleAccount({
      parameters: {},
      keySetAt: now - past - day,
      ...account,
      ...(key && { origins: key.origins, fingerprint: keyFingerprints.of(key.value) }),
    }),
  );
  await files.accounts.change(() => given);
  await files.readings.load();
  for (const [index, account] of given.entries()) {
    const { balance, perDay, failure, age = 2 * minute } = accounts[index] ?? {};
    if (!balance && !failure) continue;
    const reading: Reading = {
      accountId: account.id,
      keySetAt: account.keySetAt,
      checkedAt: failure ? now : now - age,
      balance,
      balanceAt: balance && now - age,
      failure,
      failures: failure ? 3 : 0,
      retryAt: failure && now + hour,
    };
    files.readings.put(reading);
    if (balance && perDay !== undefined) {
      const history = pastOf(reading, balance, perDay, now - age);
      const compacted = history.flatMap((series) => compact(series, now) ?? []);
      await writeHistory(storageFolder(vsCode), [{ accountId: account.id, history: compacted }], now);
    }
  }
  await files.readings.flush();
  files.readings.dispose();
  await page.goto(address);
  await vsCode.window.waitUntilDrawn();
}

/** Saves the keys as the window does: all secrets in one item, sealed by a key that is half the server's. */
async function giveKeys(page: Page, accounts: readonly GivenAccount[]): Promise<void> {
  const withKeys = accounts.flatMap(({ id, provider, key }) => (key ? [{ id, provider, ...key }] : []));
  if (withKeys.length === 0) return;
  const nameOf = (key: string) => JSON.stringify({ extensionId: 'credits-dev.credits', key });
  const secrets = Object.fromEntries([
    [nameOf('credits.keys'), JSON.stringify(withKeys.map(({ id }) => id))],
    ...withKeys.flatMap(({ id, provider, value, origins }) => [
      [nameOf(`credits.key.${id}`), value],
      [nameOf(`credits.origin.${id}`), JSON.stringify({ provider, origins })],
    ]),
  ]);
  const own = webcrypto.getRandomValues(new Uint8Array(32));
  const iv = webcrypto.getRandomValues(new Uint8Array(12));
  const whole = own.map((byte) => byte ^ keptServerKey);
  const key = await webcrypto.subtle.importKey('raw', whole, 'AES-GCM', false, ['encrypt']);
  const text = new TextEncoder().encode(JSON.stringify(secrets));
  const sealed = new Uint8Array(await webcrypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text));
  const item = Buffer.concat([own, iv, sealed]).toString('base64');
  await page.evaluate(`localStorage.setItem('secrets.provider', ${JSON.stringify(item)})`);
}

/** Each byte of the server's half, as long as the keyring is kept. */
const keptServerKey = 1;

function pastOf(last: Reading, balance: Balance, perDay: number, until: number): History {
  let history: History = [];
  for (let at = until - past; at <= until; at += step) {
    const [first, ...others] = balance.pools.map(({ lots: _, topUps: __, ...pool }) => ({
      ...pool,
      ...(pool.amount !== undefined && { amount: pool.amount + (perDay * (until - at)) / day }),
    }));
    if (!first) return history;
    const before = { ...last, checkedAt: at, balanceAt: at, failure: undefined, failures: 0, retryAt: undefined };
    history = addReading(history, { ...before, balance: { ...balance, pools: [first, ...others] } });
  }
  return history;
}

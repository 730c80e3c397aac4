import type { Account } from './account.ts';

/** Where a key may be sent: to this provider, at these origins. Saved with the key, where no file can change it. */
export interface KeyBinding {
  readonly provider: string;
  readonly origins: readonly string[];
}

/** A saved key. One without a binding was saved by version 0.1.0. */
export interface StoredKey {
  readonly key: string;
  readonly binding: KeyBinding | undefined;
}

/** True if a key with this binding may be sent to all these origins for this provider. */
export function bindingAllows(binding: KeyBinding, provider: string, origins: readonly string[]): boolean {
  return binding.provider === provider && origins.every((origin) => binding.origins.includes(origin));
}

/** What an account's key is for, by the list of accounts. */
export function bindingOf({ provider, origins }: Account): KeyBinding {
  return { provider, origins };
}

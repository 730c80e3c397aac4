import type { CheckPorts } from '../core/check.ts';
import type { Format } from '../core/format.ts';
import type { HistoryStore } from '../core/history/store.ts';
import type { AccountStore, Fingerprints, Keys, Log, ReadingStore } from '../core/ports.ts';
import type { Provider } from '../core/provider.ts';
import type { ManualRefresh } from './manualRefresh.ts';

/** What commands work with. */
export interface Parts {
  readonly providers: readonly Provider[];
  readonly accounts: AccountStore;
  readonly readings: ReadingStore;
  readonly history: HistoryStore;
  readonly dashboard: { open(): void };
  readonly keys: Keys;
  readonly fingerprints: Fingerprints;
  readonly check: CheckPorts;
  readonly manualRefresh: ManualRefresh;
  readonly format: Format;
  readonly log: Log & { show(): void };
}

/** A command: what `package.json` contributes under `id`, and what it does. A row or button passes a target. */
export interface Command {
  run(parts: Parts, target: unknown): Promise<void> | void;
}

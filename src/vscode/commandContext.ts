import type { Format } from '../core/format.ts';
import type { HistoryStore } from '../core/history/historyStore.ts';
import type { SummarySource } from '../core/liveSummary.ts';
import type { AccountStore, Fingerprints, Keys, Log, ReadingStore } from '../core/ports.ts';
import type { ProviderRegistry } from '../core/provider.ts';
import type { CheckPorts } from '../core/refresh/checkAccount.ts';
import type { ManualRefresh } from './manualRefresh.ts';

/** What commands work with. */
export interface CommandContext {
  readonly providers: ProviderRegistry;
  readonly summary: SummarySource;
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
  run(parts: CommandContext, target: unknown): Promise<void> | void;
}

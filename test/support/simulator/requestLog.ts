import type { ProviderId } from './providerId.ts';

/** One request that was received. A key is never in it: it is told by its account's name or by its fingerprint. */
export interface RequestEntry {
  /** Null for a path that belongs to no service. */
  readonly provider: ProviderId | null;
  /** `elsewhere` is the second origin, to which redirects may point. */
  readonly origin: 'own' | 'elsewhere';
  /** Milliseconds since the epoch, by the simulator's clock. */
  readonly at: number;
  readonly method: string;
  /** The path after the service's base URL. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headerNames: readonly string[];
  /** The header that carried the key. */
  readonly keyHeader: string | null;
  /** The first eight hex digits of the key's SHA-256. */
  readonly keyFingerprint: string | null;
  /** The name of the account behind the key; null for a key that is not known. */
  readonly account: string | null;
  /** The HTTP status that was sent; null while there is none. */
  readonly status: number | null;
  /** The client closed the connection before it had the whole answer. */
  readonly aborted: boolean;
}

/** The requests received so far, oldest first. */
export interface RequestLog {
  readonly entries: readonly RequestEntry[];
  /** Adds an entry and returns how to change it later. */
  add(entry: RequestEntry): (change: Partial<RequestEntry>) => void;
  /** The first entry for which `matches` holds, now or as soon as there is one. */
  when(matches: (entry: RequestEntry) => boolean): Promise<RequestEntry>;
  clear(): void;
}

/** An empty log of requests. */
export function createRequestLog(): RequestLog {
  const entries: RequestEntry[] = [];
  const watchers = new Set<() => void>();
  const notify = (): void => {
    for (const watcher of [...watchers]) {
      watcher();
    }
  };
  return {
    get entries() {
      return [...entries];
    },
    add(first) {
      let entry = first;
      entries.push(entry);
      notify();
      return (change) => {
        const index = entries.indexOf(entry);
        entry = { ...entry, ...change };
        if (index !== -1) {
          entries[index] = entry;
          notify();
        }
      };
    },
    when(matches) {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = entries.find(matches);
          if (found !== undefined) {
            watchers.delete(look);
            resolve(found);
          }
        };
        watchers.add(look);
        look();
      });
    },
    clear() {
      entries.length = 0;
    },
  };
}

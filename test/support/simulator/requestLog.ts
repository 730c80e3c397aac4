/** One request that was received. A key is never in it: its account's name stands for it. */
export interface RequestEntry {
  readonly provider: string;
  /** `elsewhere` is the second origin, to which redirects may point. */
  readonly origin: 'own' | 'elsewhere';
  /** Milliseconds since 1970, by the simulator's clock. */
  readonly at: number;
  readonly method: string;
  /** The path after the service's base URL. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headerNames: readonly string[];
  /** The header that carried the key. */
  readonly keyHeader: string | undefined;
  /** The name of the account behind the key; undefined for a key that is not known. */
  readonly account: string | undefined;
  /** The HTTP status that was sent, once it was. */
  readonly status: number | undefined;
  /** The client closed the connection before it had the whole answer. */
  readonly aborted: boolean;
}

/** The requests received so far. */
export class RequestLog {
  #entries: RequestEntry[] = [];
  readonly #watchers = new Set<() => void>();

  /** Oldest first. */
  get entries(): readonly RequestEntry[] {
    return [...this.#entries];
  }

  /** Adds an entry and returns how to change it later. */
  add(first: RequestEntry): (change: Partial<RequestEntry>) => void {
    let entry = first;
    this.#entries.push(entry);
    this.#notify();
    return (change) => {
      const changed = { ...entry, ...change };
      this.#entries = this.#entries.map((other) => (other === entry ? changed : other));
      entry = changed;
      this.#notify();
    };
  }

  /** The first entry for which `matches` holds, now or as soon as there is one. */
  when(matches: (entry: RequestEntry) => boolean): Promise<RequestEntry> {
    return new Promise((resolve) => {
      const look = () => {
        const match = this.#entries.find(matches);
        if (!match) return;
        this.#watchers.delete(look);
        resolve(match);
      };
      this.#watchers.add(look);
      look();
    });
  }

  clear(): void {
    this.#entries = [];
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

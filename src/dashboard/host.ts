import type { DashboardMessage, DashboardRequest } from '../core/dashboard/dashboardMessage.ts';
import { firstRange, type Range, ranges } from '../core/dashboard/range.ts';

/** What VS Code gives to the script of a page. */
interface VsCodeApi {
  postMessage(message: DashboardRequest): void;
  getState(): unknown;
  setState(state: KeptView): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What a page remembers when it is hidden or the window is loaded anew. */
export interface KeptView {
  readonly range: Range;
  /** The ids of the accounts whose tables are open. */
  readonly tables: readonly string[];
}

/** The extension, as the page reaches it. */
export class Host {
  readonly #api = acquireVsCodeApi();

  /** What was kept; what a page starts with where that is nothing, or nothing that it understands. */
  get kept(): KeptView {
    const state = this.#api.getState();
    const { range, tables }: { range?: unknown; tables?: unknown } = typeof state === 'object' && state ? state : {};
    return {
      range: ranges.find((known) => known === range) ?? firstRange,
      tables: Array.isArray(tables) ? tables.filter((id) => typeof id === 'string') : [],
    };
  }

  /** Keeps what is looked at and asks for it. */
  look(view: KeptView, fresh: boolean): void {
    this.#api.setState(view);
    this.#api.postMessage({ kind: 'look', fresh, ...view });
  }

  addAccount(): void {
    this.#api.postMessage({ kind: 'run', command: 'addAccount' });
  }

  /** Calls with each message until what it returns is called. */
  listen(receive: (message: DashboardMessage) => void): () => void {
    const listener = ({ data }: MessageEvent<unknown>) => {
      if (isMessage(data)) receive(data);
    };
    window.addEventListener('message', listener);
    return () => window.removeEventListener('message', listener);
  }
}

/** Only the extension posts to its page; what VS Code itself posts has no such kind. */
function isMessage(data: unknown): data is DashboardMessage {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'show';
}

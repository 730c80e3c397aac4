import type {
  AccountCommand,
  DashboardMessage,
  DashboardRequest,
  PageCommand,
} from '../core/dashboard/dashboardMessage.ts';
import { firstLook, type Look, lookIn } from '../core/dashboard/look.ts';
import { type Sorting, sortingIn } from './sorting.ts';

/** What VS Code gives to the script of a page. */
interface VsCodeApi {
  postMessage(message: DashboardRequest): void;
  getState(): unknown;
  setState(state: KeptView): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What a page remembers when it is hidden or the window is loaded anew. */
export interface KeptView extends Look {
  /** Undefined: by urgency. */
  readonly sorting?: Sorting | undefined;
}

/** The extension, as the page reaches it. */
export class Host {
  readonly #api = acquireVsCodeApi();
  /** The message that came with the page; undefined where the page has to ask. */
  readonly first = firstMessage();

  /** What was kept; what a page starts with where that is nothing, or nothing that it understands. */
  get kept(): KeptView {
    const state = this.#api.getState();
    const look = lookIn(state);
    if (!look) return firstLook;
    return {
      ...look,
      sorting: typeof state === 'object' && state && 'sorting' in state ? sortingIn(state.sorting) : undefined,
    };
  }

  keep(view: KeptView): void {
    this.#api.setState(view);
  }

  /** Asks for what is looked at. */
  look({ range, opened, closed, tables }: Look, fresh: boolean): void {
    this.#api.postMessage({ kind: 'look', fresh, range, opened, closed, tables });
  }

  run(command: PageCommand): void {
    this.#api.postMessage({ kind: 'run', command });
  }

  runFor(accountId: string, command: AccountCommand): void {
    this.#api.postMessage({ kind: 'run', command, accountId });
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

/** The page that the extension wrote, so that nothing has to be asked before its first row is painted. */
function firstMessage(): DashboardMessage | undefined {
  const text = document.getElementById('first')?.textContent;
  const data: unknown = text ? JSON.parse(text) : undefined;
  return isMessage(data) ? data : undefined;
}

/** Only the extension posts to its page; what VS Code itself posts has no such kind. */
function isMessage(data: unknown): data is DashboardMessage {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'show';
}

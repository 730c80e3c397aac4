import type {
  AccountCommand,
  DashboardMessage,
  DashboardRequest,
  PageCommand,
} from '../core/dashboard/dashboardMessage.ts';
import type { Look } from '../core/dashboard/look.ts';
import { type KeptView, keptViewIn } from './keptView.ts';

/** What VS Code gives to the script of a page. */
interface VsCodeApi {
  postMessage(message: DashboardRequest): void;
  getState(): unknown;
  setState(state: KeptView): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension, as the page reaches it. */
export class Host {
  readonly #api = acquireVsCodeApi();

  get kept(): KeptView {
    return keptViewIn(this.#api.getState());
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

/** Only the extension posts to its page; what VS Code itself posts has no such kind. */
function isMessage(data: unknown): data is DashboardMessage {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'show';
}

import type { Chromium } from './chromium.ts';

/** An installed VS Code server and what it takes to run it and to look at it. */
export interface Host {
  /** The path of a Node.js binary of at least version 24. */
  readonly node: string;
  /** The path of the server's `server-main.js`. */
  readonly serverMain: string;
  /** Finds or unpacks a Chromium. Rejects when this machine has none and the packages hold none for it. */
  chromium(): Promise<Chromium>;
}

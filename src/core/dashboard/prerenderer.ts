import type { DashboardMessage } from './dashboardMessage.ts';

/** What a page begins with. */
export interface PageStart {
  readonly first: DashboardMessage;
  /** What a page of the last time has kept; undefined where there was none. */
  readonly state: unknown;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The page as HTML, made by its own code in the extension host: painted before the page's script has run. */
export interface Prerenderer {
  /** The page's style sheet. */
  readonly style: string;
  /** What the page's script will draw at first. */
  prerender(start: PageStart | undefined): string;
}

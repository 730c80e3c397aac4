/** The few members of a DOM element that are used in the page. The compiler knows no DOM, as the extension has none. */
export interface PageElement {
  readonly textContent: string;
  /** Of an input. */
  readonly value?: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

// These run in the page. They hold no named functions, which the compiler would give names by a helper that isn't there.

/** Resolves once nothing below `body` has changed for `time` milliseconds. */
export function untilAtRest(body: unknown, time: number): Promise<void> {
  const page = globalThis as unknown as TimedPage;
  return new Promise((resolve) => {
    const rest = {
      timer: 0,
      end: () => {
        observer.disconnect();
        resolve();
      },
    };
    const observer = new page.MutationObserver(() => {
      page.clearTimeout(rest.timer);
      rest.timer = page.setTimeout(rest.end, time);
    });
    observer.observe(body, { subtree: true, childList: true, attributes: true, characterData: true });
    rest.timer = page.setTimeout(rest.end, time);
  });
}

/** How many pixels the words of a row need up to the end of `part` of its description, and how many they have. */
export function widthUpTo(words: unknown, part: string): { readonly needed: number; readonly given: number } {
  const { document } = globalThis as unknown as TextPage;
  const row = words as RowWords;
  const text = row.querySelector('.label-description').firstChild;
  const range = document.createRange();
  range.selectNodeContents(row);
  range.setEnd(text, text.data.indexOf(part) + part.length);
  return { needed: range.getBoundingClientRect().right - row.getBoundingClientRect().left, given: row.clientWidth };
}

interface TimedPage {
  readonly MutationObserver: new (
    changed: () => void,
  ) => { observe(node: unknown, what: Readonly<Record<string, boolean>>): void; disconnect(): void };
  setTimeout(run: () => void, time: number): number;
  clearTimeout(timer: number): void;
}

interface Box {
  readonly left: number;
  readonly right: number;
}

interface RowWords {
  readonly clientWidth: number;
  querySelector(selector: string): { readonly firstChild: { readonly data: string } };
  getBoundingClientRect(): Box;
}

interface TextPage {
  readonly document: {
    createRange(): {
      selectNodeContents(node: unknown): void;
      setEnd(node: unknown, place: number): void;
      getBoundingClientRect(): Box;
    };
  };
}

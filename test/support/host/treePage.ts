// These run in the page. No function in them has a name, which the compiler would keep by a helper that isn't there.

/** Resolves once nothing below `body` has changed for `time` milliseconds. */
export function untilAtRest(body: unknown, time: number): Promise<void> {
  const page = globalThis as unknown as TimedPage;
  const last = { timer: 0 };
  const resting = new Promise<Observer>((resolve) => {
    const observer = new page.MutationObserver(() => {
      page.clearTimeout(last.timer);
      last.timer = page.setTimeout(resolve, time, observer);
    });
    observer.observe(body, { subtree: true, childList: true, attributes: true, characterData: true });
    last.timer = page.setTimeout(resolve, time, observer);
  });
  return resting.then((observer) => observer.disconnect());
}

/**
 * How many pixels the words of a row need up to the end of `part` of its description, and how many they have: where it is
 * cut, without those of the dots.
 */
export function widthUpTo(words: unknown, part: string): { readonly needed: number; readonly given: number } {
  const { document, getComputedStyle } = globalThis as unknown as TextPage;
  const row = words as RowWords;
  const text = row.querySelector('.label-description').firstChild;
  const range = document.createRange();
  range.selectNodeContents(row);
  range.setEnd(text, text.data.indexOf(part) + part.length);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = getComputedStyle(row).font;
  const dots = row.scrollWidth > row.clientWidth ? pen.measureText('…').width : 0;
  const { left } = row.getBoundingClientRect();
  return { needed: range.getBoundingClientRect().right - left, given: row.clientWidth - dots };
}

interface Observer {
  observe(node: unknown, what: Readonly<Record<string, boolean>>): void;
  disconnect(): void;
}

interface TimedPage {
  readonly MutationObserver: new (changed: () => void) => Observer;
  setTimeout(run: (observer: Observer) => void, time: number, observer: Observer): number;
  clearTimeout(timer: number): void;
}

interface Box {
  readonly left: number;
  readonly right: number;
}

interface RowWords {
  readonly clientWidth: number;
  readonly scrollWidth: number;
  querySelector(selector: string): { readonly firstChild: { readonly data: string } };
  getBoundingClientRect(): Box;
}

interface TextPage {
  getComputedStyle(element: unknown): { readonly font: string };
  readonly document: {
    createElement(name: 'canvas'): {
      getContext(kind: '2d'): { font: string; measureText(text: string): { readonly width: number } };
    };
    createRange(): {
      selectNodeContents(node: unknown): void;
      setEnd(node: unknown, place: number): void;
      getBoundingClientRect(): Box;
    };
  };
}

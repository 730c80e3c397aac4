import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const selector = '[data-stop]';

/**
 * Makes the elements with `data-stop` within an element one stop of the Tab key: the arrow keys lead from one to the
 * next. The stop is where the focus was last, else the first.
 */
export function useRoving(group: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const stops = stopsIn(group.current);
    if (stops.filter(({ tabIndex }) => tabIndex === 0).length !== 1) setStop(stops, stops[0]);
  });
  return {
    onFocusCapture(event: FocusEvent) {
      const stops = stopsIn(group.current);
      const focused = stops.find((stop) => stop === event.target);
      if (focused) setStop(stops, focused);
    },
    onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      const stops = stopsIn(group.current);
      const at = event.target instanceof HTMLElement ? stops.indexOf(event.target) : -1;
      const next = at < 0 ? undefined : stops[at + stepOf(event.key, group.current)];
      if (!next || next === stops[at]) return;
      event.preventDefault();
      next.focus();
    },
  };
}

function stopsIn(group: HTMLElement | null): readonly HTMLElement[] {
  return [...(group?.querySelectorAll<HTMLElement>(selector) ?? [])];
}

function setStop(stops: readonly HTMLElement[], stop: HTMLElement | undefined): void {
  for (const other of stops) other.tabIndex = other === stop ? 0 : -1;
}

function stepOf(key: string, group: HTMLElement | null): number {
  const forward = group?.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
  const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'ArrowDown' || key === forward) return 1;
  return key === 'ArrowUp' || key === back ? -1 : 0;
}

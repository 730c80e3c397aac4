import { firstLook, type Look, lookIn } from '../core/dashboard/look.ts';
import { type Sorting, sortingIn } from './sorting.ts';

/** What a page remembers when it is hidden or the window is loaded anew. */
export interface KeptView extends Look {
  /** Undefined: by urgency. */
  readonly sorting?: Sorting | undefined;
}

/** The view in what was kept; what a page starts with where that is nothing, or nothing that it understands. */
export function keptViewIn(state: unknown): KeptView {
  const look = lookIn(state);
  if (!look) return firstLook;
  const sorting = typeof state === 'object' && state && 'sorting' in state ? sortingIn(state.sorting) : undefined;
  return { ...look, sorting };
}

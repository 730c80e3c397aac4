import type { ComponentChildren } from 'preact';
import { nextSorting, type SortColumn, type Sorting } from './sorting.ts';

interface OverviewProps {
  readonly sorting: Sorting | undefined;
  readonly sort: (sorting: Sorting | undefined) => void;
  /** The rows of each account. */
  readonly children: ComponentChildren;
}

/** The table of all accounts, which can be sorted by the heads of its columns. */
export function Overview({ children, ...sorting }: OverviewProps) {
  return (
    <table class="overview">
      <caption class="hidden">Accounts</caption>
      <thead>
        <tr>
          <Head {...sorting} column="account" words="Account" />
          <Head {...sorting} column="left" words="Left" />
          <th scope="col" class="trending">
            Trend
          </th>
          <Head {...sorting} column="usage" words="Usage/day" />
          <Head {...sorting} column="runsOut" words="Runs out" />
          <th scope="col" class="actions">
            <span class="hidden">Actions</span>
          </th>
        </tr>
      </thead>
      {children}
    </table>
  );
}

interface HeadProps extends Omit<OverviewProps, 'children'> {
  readonly column: SortColumn;
  readonly words: string;
}

function Head({ column, words, sorting, sort }: HeadProps) {
  const isSorted = sorting?.column === column;
  const direction = !isSorted ? 'none' : sorting.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={column} aria-sort={direction}>
      <button type="button" onClick={() => sort(nextSorting(sorting, column))}>
        {words}
        {isSorted && (
          <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
            <path d={sorting.descending ? 'M0 2h8L4 7z' : 'M0 6h8L4 1z'} />
          </svg>
        )}
      </button>
    </th>
  );
}

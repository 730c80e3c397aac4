import type { EntryProblem } from '../catalog/customEntries.ts';

/**
 * Where an entry of the setting can't be used, and why: "credits.customProviders[1].request.url: …". Without the names that
 * the person typed, one of which may be a key.
 */
export function entryProblemText({ path, text }: EntryProblem): string {
  const place = path.replace(/(\.(?:headers|query|statuses|names|urlsByKeyEnd))\..*$/s, '$1');
  return `credits.customProviders${place}: ${text.replace(/ named .*$/s, ' with that name.')}`;
}

/** Said above the rows while entries can't be used; undefined while all can. */
export function entryProblemsText([first, ...others]: readonly EntryProblem[]): string | undefined {
  if (!first) return undefined;
  const more = others.length > 0 ? ` ${others.length} more in the log.` : '';
  return `Can't use a custom service. ${entryProblemText(first)}${more}`;
}

/** Control, line-breaking and bidirectional characters, which could hide or reorder the words beside a label. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/**
 * A label, or a value of a service, as plain text for a message, a pick, a row or the status bar. VS Code makes a link of
 * `[text](command:…)` and an icon of `$(name)` there, and has no escape for links: a space is put where one would begin.
 */
export function plainLabel(text: string): string {
  return text.replace(invisible, ' ').replaceAll('](', '] (').replaceAll('$(', '$ (');
}

/** Control and bidirectional characters, which could hide or reorder what stands beside a label. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/**
 * A text that messages and dialogs show as it is. VS Code turns `[text](command:…)` in a message into a link and has no
 * escape for that, so a space is put where a link would begin.
 */
export function plainLabel(text: string): string {
  return text.replace(invisible, ' ').replaceAll('](', '] (');
}

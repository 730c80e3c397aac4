/** Labels are typed by people, so nothing in them may become a link, a table cell or an icon. */
export function escapeMarkdown(text: string): string {
  return escapeIcons(text)
    .replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, '\\$&')
    .replace(/[\r\n]+/g, ' ');
}

/** VS Code puts icons in the place of `$(name)`, after it has read the markdown, unless a backslash stands before it. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

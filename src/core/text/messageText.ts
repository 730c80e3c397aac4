/**
 * One line of plain text for a message of VS Code, which makes a link, or a command to run, out of `[this](command:that)`:
 * labels are typed by people and plan names come from services. Control and invisible characters become spaces.
 */
export function messageText(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').replaceAll('](', '] (');
}

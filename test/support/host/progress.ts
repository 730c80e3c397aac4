/** Writes a line for a person who waits. Standard output stays free for the results of the tests. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

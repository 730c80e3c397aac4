/** The code or class of an error, which say what kind of thing failed and nothing of what it failed on. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

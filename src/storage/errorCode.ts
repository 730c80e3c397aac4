/** The code of an error of the system, like ENOENT. Its message is not used: it quotes paths. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

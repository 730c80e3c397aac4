import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new, empty folder that goes with its content when it is disposed. */
export async function tempFolder(): Promise<{ readonly path: string; dispose(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'credits-test-'));
  // Tried again, because what was still being written may land in between.
  return { path, dispose: () => rm(path, { recursive: true, force: true, maxRetries: 10 }) };
}

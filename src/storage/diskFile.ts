import { constants, type FileHandle, open, stat } from 'node:fs/promises';
import { delay } from '../core/delay.ts';
import type { Clock } from '../core/ports.ts';

/** The text of a file, and a stamp that differs from then on whenever the file does. */
export interface FileText {
  readonly text: string;
  readonly stamp: string;
}

/**
 * Reads a regular file; undefined when there is none. Rejects when the disk refuses, and for what is no regular file: a
 * pipe in its place would keep its reader waiting for ever.
 */
export async function readText(path: string, clock: Clock): Promise<FileText | undefined> {
  try {
    return await retryWhileBusy(clock, async () => {
      // Not blocking: to open a pipe would wait for somebody who writes into it. Windows knows no such flag.
      const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      try {
        const stats = await file.stat();
        if (!stats.isFile()) throw Object.assign(new Error('Not a regular file.'), { code: 'ENOTFILE' });
        return { text: await readAll(file, stats.size), stamp: stampOf(stats) };
      } finally {
        await file.close();
      }
    });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** In one step where the file has not grown since it was `size` bytes long, as a file that is only renamed never has. */
async function readAll(file: FileHandle, size: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(size), 0, size, 0);
  return buffer.toString('utf8', 0, bytesRead);
}

/** The stamp of a file as it is now, '' when there is none or it can't be seen. Never rejects. */
export async function currentStamp(path: string): Promise<string> {
  return stat(path).then(stampOf, () => '');
}

/** A file that is written whole has another inode each time, and one that is appended to another size. */
export function stampOf({ ino, mtimeMs, size }: { ino: number; mtimeMs: number; size: number }): string {
  return `${ino} ${mtimeMs} ${size}`;
}

/**
 * Does something with a file, and again a few times within a second if the system refuses: Windows does so while another
 * process, a virus scanner or another window, has the file open.
 */
export async function retryWhileBusy<T>(clock: Clock, act: () => Promise<T>, wait = 10): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (wait > 500 || !/^E(ACCES|BUSY|PERM)$/.test(errorCode(error) ?? '')) throw error;
  }
  await delay(clock, wait);
  return retryWhileBusy(clock, act, 2 * wait);
}

/** The code of a system error, like ENOENT. Its message is not used: it quotes paths. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether an error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** The JSON value of a text; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

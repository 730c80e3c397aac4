import type { Clock } from '../core/ports.ts';
import { pause } from '../core/waiting.ts';
import { errorCode } from './errorCode.ts';

/**
 * Does something with a file, and again a few times within a second if the system refuses: Windows does so while another
 * process, a virus scanner or another window, has the file open.
 */
export async function insist<T>(clock: Clock, act: () => Promise<T>, wait = 10): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (wait > 500 || !/^E(ACCES|BUSY|PERM)$/.test(errorCode(error) ?? '')) throw error;
  }
  await pause(clock, wait);
  return insist(clock, act, 2 * wait);
}

import { delay } from '../core/delay.ts';
import type { Clock } from '../core/ports.ts';
import { errorCode } from './errorCode.ts';

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

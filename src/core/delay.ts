import type { Clock, Lease, Leases } from './ports.ts';

/** Resolves after so many milliseconds, or at once when the signal aborts. */
export function delay(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      timer.dispose();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.after(milliseconds, end);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}

const lookAgain = 50;

/** Waits for a lease, looking again twenty times a second. Undefined once the signal aborts. */
export async function waitForLease(
  { leases, clock }: { readonly leases: Leases; readonly clock: Clock },
  name: string,
  signal: AbortSignal,
): Promise<Lease | undefined> {
  while (!signal.aborted) {
    const lease = await leases.take(name);
    if (lease) return lease;
    await delay(clock, lookAgain, signal);
  }
  return undefined;
}

import { waitForLease } from '../core/delay.ts';
import type { Lease } from '../core/ports.ts';
import type { FilePorts } from './filePorts.ts';

/** Longer than the lease of a dead window lasts, in milliseconds. */
const patience = 40_000;

/** Waits for a lease until it is there, as long as it can be had at all. Undefined after that, or once `ended` aborts. */
export async function patientLease(ports: FilePorts, name: string, ended?: AbortSignal): Promise<Lease | undefined> {
  const abort = new AbortController();
  const late = ports.clock.after(patience, () => abort.abort());
  const signal = ended ? AbortSignal.any([abort.signal, ended]) : abort.signal;
  return waitForLease(ports, name, signal).finally(() => late.dispose());
}

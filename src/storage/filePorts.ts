import type { Clock, Leases } from '../core/ports.ts';
import type { FileReport } from './jsonFile.ts';

/** What the files that windows share work with. */
export interface FilePorts {
  readonly folder: string;
  readonly report: FileReport;
  readonly leases: Leases;
  readonly clock: Clock;
}

import type { Clock, Locks } from '../core/ports.ts';
import type { FileReport } from './jsonFile.ts';

/** What the files that windows share work with. */
export interface FilePorts {
  readonly folder: string;
  readonly report: FileReport;
  readonly locks: Locks;
  readonly clock: Clock;
}

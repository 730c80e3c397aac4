import type { Socket } from 'node:net';

/** What a healthy service would say, and to whom. */
export interface FaultSample {
  /** A good answer, as a value. */
  readonly body: unknown;
  /** The key that is asked with, for faults that echo it. */
  readonly key: string;
}

/** One request that has arrived whole, and all that is needed to answer it badly. */
export interface FaultRequest {
  readonly socket: Socket;
  readonly sample: FaultSample;
  /** 1 for the first request of a visit. */
  readonly count: number;
  /** Our own base URL. */
  readonly here: string;
  /** The base URL of another origin, which counts who comes. */
  readonly elsewhere: string;
  /** Says that nothing more will come in time: now the clock may be put forward. */
  stall(): void;
}

/** Answers a request in one wrong way. */
export type Fault = (request: FaultRequest) => void;

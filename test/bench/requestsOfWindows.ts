import { deepStrictEqual } from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { keyFingerprints } from '../../src/storage/keyFingerprints.ts';
import { tempFolder } from '../support/fakes/environment.ts';
import { sampleAccount } from '../support/fakes/samples.ts';
import { type Counted, startCountingServer } from '../support/processes/countingServer.ts';
import { keyOf } from '../support/processes/keyOf.ts';
import { storesIn } from '../support/storesIn.ts';
import type { Chapter, Figure } from './figure.ts';
import { windowProcess } from './windowProcess.ts';

/** Milliseconds. */
const interval = 500;
const intervals = 10;
/** Milliseconds after which a count is given up. */
const patience = 120_000;
const ids = ['mimir', 'mimir-2', 'mimir-3', 'mimir-4', 'mimir-5'];

/** How often a service is asked when more than one window is open. */
export async function requestsOfWindows(): Promise<Chapter> {
  const [one, two, six] = [await count(1), await count(2), await count(6)];
  const figures = [one, two, six].flatMap(figuresOf);
  return {
    title: 'Windows',
    how: `1, 2 and 6 processes over one folder with ${ids.length} accounts, an interval of ${interval} ms and a service on loopback that takes 25 ms; every process looks some 50 times a second for what is due. "per interval": all requests, those of the start among them, by the intervals in which they came. An account's interval begins with a request and ends ${interval} ms after its answer, when the account is due again; a request within it counts as one more in the same interval, so there are no edges, and no lateness lowers the figure. "by the clock": once all processes are ready, the time from an account's first request to its ${intervals + 1}th, in intervals; the first is the edge and is not counted, the ${intervals} others are. Below 1 by what the answer, the files and the next look take.`,
    figures: [
      ...figures,
      {
        id: 'windows.requests.ratio',
        what: 'per interval, 6 windows / 1 window',
        value: six.perInterval / one.perInterval,
        unit: 'times',
        most: 1,
      },
    ],
  };
}

interface Requests {
  readonly windows: number;
  readonly perInterval: number;
  readonly byTheClock: number;
}

function figuresOf({ windows, perInterval, byTheClock }: Requests): readonly Figure[] {
  const many = windows === 1 ? '1 window' : `${windows} windows`;
  return [
    {
      id: `windows.requests.${windows}`,
      what: `requests an account per interval, ${many}`,
      value: perInterval,
      unit: 'requests',
      most: 1,
    },
    {
      id: `windows.byTheClock.${windows}`,
      what: `requests an account by the clock, ${many}`,
      value: byTheClock,
      unit: 'requests',
      most: 1,
    },
  ];
}

async function count(windows: number): Promise<Requests> {
  const folder = await tempFolder();
  const requested = new EventEmitter();
  const server = await startCountingServer(() => requested.emit('request'));
  await keepAccounts(folder.path, server.url);
  const processes = Array.from({ length: windows }, () => windowProcess(folder.path, server.url, interval));
  const signal = AbortSignal.timeout(patience);
  try {
    await Promise.all(processes.map(({ ready }) => ready()));
    const start = server.requests.length;
    const ofAccounts = (requests: readonly Counted[]) =>
      ids.map((id) => requests.filter(({ key }) => key === keyOf(id)));
    while (ofAccounts(server.requests.slice(start)).some(({ length }) => length <= intervals)) {
      await once(requested, 'request', { signal });
    }
    const storageProblems = await Promise.all(processes.map(({ stop }) => stop()));
    deepStrictEqual(storageProblems.flat(), []);
    return {
      windows,
      perInterval: perInterval(ofAccounts(server.requests)),
      byTheClock: byTheClock(ofAccounts(server.requests.slice(start))),
    };
  } finally {
    for (const { dispose } of processes) dispose();
    await server.stop();
    await folder.dispose();
  }
}

async function keepAccounts(folder: string, origin: string): Promise<void> {
  const { accounts } = storesIn(folder);
  await accounts.change(() =>
    ids.map((id) => sampleAccount({ id, label: id, origins: [origin], fingerprint: keyFingerprints.of(keyOf(id)) })),
  );
}

function perInterval(ofAccounts: readonly (readonly Counted[])[]): number {
  const begins = ofAccounts.flatMap((requests) => {
    let end = 0;
    return requests.filter(({ begun, ended = begun }) => {
      const isFirst = begun >= end;
      if (isFirst) end = ended + interval;
      return isFirst;
    });
  });
  return ofAccounts.flat().length / begins.length;
}

function byTheClock(ofAccounts: readonly (readonly Counted[])[]): number {
  const times = ofAccounts.map((requests) => (requests[intervals]?.begun ?? 0) - (requests[0]?.begun ?? 0));
  const sum = times.reduce((all, time) => all + time, 0);
  return (times.length * intervals * interval) / sum;
}

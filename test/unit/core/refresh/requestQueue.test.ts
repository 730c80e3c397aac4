import assert from 'node:assert/strict';
import { RequestQueue } from '../../../../src/core/refresh/requestQueue.ts';
import { hangingAfter, mostRequestsAtOnce, requestTimeout } from '../../../../src/core/refresh/schedule.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { settled } from '../../../support/fakes/environment.ts';
import { accountWith, openRefresher, outcomesOf } from '../../../support/fakes/openRefresher.ts';

const never = new AbortController().signal;
const names = (count: number, prefix = 's') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** A queue whose requests stay open until a test answers them. */
function openQueue() {
  const clock = new FakeClock();
  const queue = new RequestQueue(clock);
  const begun: string[] = [];
  const open = new Map<string, () => void>();
  const run = (service: string, signal = new AbortController().signal) =>
    queue.run(service, signal, async () => {
      begun.push(service);
      await new Promise<void>((resolve) => open.set(service, resolve));
      open.delete(service);
      return service;
    });
  const answer = async (...services: readonly string[]) => {
    for (const service of services) (open.get(service) ?? assert.fail(`${service} was not asked`))();
    await settled();
  };
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await settled();
  };
  /** Asks a service when nobody else is asked, and lets it take this long. */
  const ask = async (service: string, milliseconds: number) => {
    const result = run(service);
    await settled();
    await pass(milliseconds);
    await answer(service);
    await result;
    begun.length = 0;
  };
  return { clock, run, begun, open, answer, pass, ask };
}

describe('the requests of a hundred services', () => {
  it('are never more than eight at once, and all are sent', async () => {
    const { run, open, clock } = openQueue();
    const all = Promise.all(names(100).map((service) => run(service)));
    let most = 0;
    await settled();
    while (open.size > 0) {
      most = Math.max(most, open.size);
      const [first] = open.values();
      first?.();
      await settled();
    }
    assert.deepStrictEqual([most, await all, clock.pending], [mostRequestsAtOnce, names(100), 0]);
  });

  it('begin in the order in which they came where nothing is known of the services', async () => {
    const { run, begun, answer } = openQueue();
    for (const service of names(10)) void run(service);
    await settled();
    await answer('s5');
    assert.deepStrictEqual(begun, names(9));
  });

  it('begin with new services, then the slowest ones; one that hung goes last', async () => {
    const { run, begun, answer, ask } = openQueue();
    await ask('quick', 50);
    await ask('hung', requestTimeout);
    await ask('slow', 1200);
    for (const service of names(8)) void run(service);
    for (const service of ['hung', 'quick', 'slow', 'new']) void run(service);
    await settled();
    await answer(...names(4));
    assert.deepStrictEqual(begun.slice(8), ['new', 'slow', 'quick', 'hung']);
  });

  it('wait two seconds at most for services that hang, eight of them', async () => {
    const { run, begun, pass } = openQueue();
    for (const service of [...names(8, 'hung'), ...names(8)]) void run(service);
    await settled();
    await pass(hangingAfter - 1);
    const before = begun.length;
    await pass(1);
    assert.deepStrictEqual([before, begun.slice(8)], [8, names(8)]);
  });

  it('count one that hung no second time when it is answered after all', async () => {
    const { run, begun, answer, pass } = openQueue();
    for (const service of names(20)) void run(service);
    await settled();
    await pass(hangingAfter);
    await answer('s0');
    assert.equal(begun.length, 16);
    await answer('s8');
    assert.equal(begun.length, 17);
  });

  it('are left out of the queue when they are canceled, and make room when they were under way', async () => {
    const { run, begun, answer, clock } = openQueue();
    const abort = new AbortController();
    for (const service of names(8)) void run(service);
    const waiting = run('canceled', abort.signal);
    void run('last');
    abort.abort();
    assert.equal(await waiting, undefined);
    await answer('s0');
    assert.deepStrictEqual([begun.slice(8), clock.pending], [['last'], mostRequestsAtOnce]);
    assert.equal(await run('late', abort.signal), undefined);
  });

  it('make room when they fail', async () => {
    const { clock } = openQueue();
    const queue = new RequestQueue(clock);
    const results = names(9).map((service) =>
      queue.run(service, new AbortController().signal, () => Promise.reject(new Error(service))),
    );
    const settledAll = await Promise.allSettled(results);
    assert.deepStrictEqual(
      [settledAll.map(({ status }) => status), clock.pending],
      [Array.from({ length: 9 }, () => 'rejected'), 0],
    );
  });
});

describe('a refresh of many accounts', () => {
  const accounts = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) =>
    accountWith(digit, { id: `mimir-${digit}` }),
  );

  it('asks for eight at once, and for the next as soon as one is answered', async () => {
    const { refresher, open, says } = openRefresher(accounts);
    const report = refresher.refresh(accounts, never);
    await settled();
    await settled();
    const first = open.length;
    for (let index = 0; index < 8; index += 1) says(index, index);
    while (open.length < 9) await settled();
    says(8, 8);
    assert.deepStrictEqual([first, new Set(outcomesOf(await report))], [mostRequestsAtOnce, new Set(['balance'])]);
    refresher.dispose();
  });

  it('gives a service all of its time, however long its request waited', async () => {
    const { refresher, open, says, pass } = openRefresher(accounts);
    const report = refresher.refresh(accounts, never);
    await settled();
    await pass(hangingAfter);
    // The first eight time out, and the last has two seconds left.
    await pass(requestTimeout - hangingAfter);
    says(8, 8);
    const outcomes = outcomesOf(await report);
    assert.deepStrictEqual([open.length, outcomes[0], outcomes[8]], [9, { kind: 'timeout' }, 'balance']);
    refresher.dispose();
  });

  it('is over at once when it is canceled, with nothing sent that was waiting', async () => {
    const { refresher, open, clock } = openRefresher(accounts);
    const abort = new AbortController();
    const report = refresher.refresh(accounts, abort.signal);
    await settled();
    await settled();
    abort.abort();
    assert.deepStrictEqual(new Set(outcomesOf(await report)), new Set(['canceled']));
    await settled();
    assert.deepStrictEqual([open.length, clock.pending], [mostRequestsAtOnce, 0]);
    refresher.dispose();
  });
});

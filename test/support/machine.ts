import assert from 'node:assert/strict';
import { createClock } from '@sinonjs/fake-timers';
import { parseEndpoints } from '../../src/core/endpoint.ts';
import type { Clock, Fetch, HttpResponse, Log } from '../../src/core/ports.ts';
import type { Provider } from '../../src/core/provider.ts';
import { Refresher } from '../../src/core/refresh/refresher.ts';
import { longestWait, requestTimeout } from '../../src/core/refresh/schedule.ts';
import { day, hour, minute } from '../../src/core/time.ts';
import { providers } from '../../src/providers/index.ts';
import { seededRandom, settled } from './fakes/environment.ts';
import { FakeKeys, fakeFingerprints } from './fakes/keys.ts';
import { fetchError, httpAnswer, jsonAnswer, whenAborted } from './fakes/network.ts';
import { sampleAccount } from './fakes/samples.ts';
import { serviceSamples } from './fakes/serviceSamples.ts';
import { MemoryAccounts, MemoryLocks, MemoryReadings } from './fakes/stores.ts';

const latency = 200;
const faults = ['reset', 'offline', 'refused', 'hang', 'page', '500', '503', '429'] as const;

type Weather = 'fine' | 'unauthorized' | (typeof faults)[number];

/** One check as the service sees it; a second request in place of one that died is no check of its own. */
interface Check {
  /** Milliseconds since the beginning, asleep or awake, whatever the clock was set to. */
  readonly at: number;
  readonly awake: number;
  readonly clockChanges: number;
  /** How long the service has to be left alone after it, in milliseconds. */
  readonly leave: number;
}

/** What has happened at one service. */
export interface ServiceYear {
  checks: number;
  /** Checks that met a fault. */
  failed: number;
  /** Checks with a key that the service no longer accepts. */
  refused: number;
  outages: number;
  /** Connections that died, and requests sent again at once. */
  died: number;
  again: number;
  /** Checks that came sooner after another than they might, by milliseconds. */
  readonly tooSoon: number[];
  /** The longest time awake without a check, in milliseconds, but for a refused key. */
  longestSilence: number;
}

class Service {
  readonly year: ServiceYear = {
    checks: 0,
    failed: 0,
    refused: 0,
    outages: 0,
    died: 0,
    again: 0,
    tooSoon: [],
    longestSilence: 0,
  };
  weather: Weather = 'fine';
  weatherUntil = 0;
  last: Check | undefined;
  diedAt = -1;
}

export interface MachineOptions {
  readonly windows: number;
  readonly hoursAwake: number;
  /** The refresh interval in milliseconds. */
  readonly interval: number;
  readonly seed: number;
}

/**
 * A machine with some windows, three accounts and faults by chance, in fake time: awake in two stretches a day, asleep
 * the rest, and its clock is set by seconds to a year, back or forth. The windows share stores and locks in memory.
 */
export class Machine {
  readonly #clock = createClock(Date.UTC(2026, 0, 1, 8));
  readonly #random: () => number;
  readonly #options: MachineOptions;
  readonly #windows: readonly Refresher[];
  readonly #readings = new MemoryReadings();
  readonly #locks = new MemoryLocks();
  readonly #accounts: MemoryAccounts;
  readonly #services: ReadonlyMap<string, Service>;
  #elapsed = 0;
  awake = 0;
  wakes = 0;
  clockChanges = 0;
  /** How many timers were alive when no check ran, where that was not one a window. */
  readonly oddTimers: number[] = [];

  constructor(options: MachineOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    const asked = providers.all.slice(0, 3);
    this.#services = new Map(asked.map(({ id }) => [id, new Service()]));
    this.#accounts = new MemoryAccounts(asked.map(accountAt));
    const keys = new FakeKeys(Object.fromEntries(asked.map((provider) => [provider.id, sampleOf(provider).key])));
    const clock: Clock = {
      now: () => this.#clock.now,
      after: (milliseconds, call) => {
        const timer = this.#clock.setTimeout(call, milliseconds);
        return { dispose: () => this.#clock.clearTimeout(timer) };
      },
    };
    const log: Log = { info() {}, warn() {} };
    const open = () =>
      new Refresher({
        fetch: this.#fetch,
        clock,
        keys,
        fingerprints: fakeFingerprints,
        providers,
        endpointsOf: ({ baseUrl }) => parseEndpoints([baseUrl]),
        accounts: this.#accounts,
        readings: this.#readings,
        locks: this.#locks,
        log,
        random: this.#random,
        keysAreShared: true,
        schedule: { interval: options.interval, staleAfter: 2 * options.interval },
      });
    this.#windows = Array.from({ length: options.windows }, open);
    for (const window of this.#windows) {
      window.start();
    }
  }

  get services(): readonly ServiceYear[] {
    return [...this.#services.values()].map(({ year }) => year);
  }

  /** What is held in memory, by kind: it must not grow with time. */
  get held() {
    return {
      readings: this.#readings.all().size,
      locks: this.#locks.held.size,
      timers: this.#clock.countTimers(),
    };
  }

  /** Lets so many days pass. */
  async live(days: number): Promise<void> {
    const end = this.#elapsed + days * day;
    const stretch = (this.#options.hoursAwake * hour) / 2;
    while (this.#elapsed < end) {
      await this.#work(stretch);
      await this.#sleep(hour * this.#random());
      await this.#work(stretch);
      await this.#sleep(day - (this.#elapsed % day));
    }
  }

  /** From now on the first service refuses the key. */
  refuseKey(): void {
    const service = this.#first();
    service.weather = 'unauthorized';
    service.weatherUntil = Number.POSITIVE_INFINITY;
  }

  /** The person enters another key for the first service, which it accepts. */
  async replaceKey(): Promise<void> {
    const service = this.#first();
    service.weather = 'fine';
    service.weatherUntil = this.#elapsed + day;
    service.last = undefined;
    await this.#accounts.change(([account, ...others]) =>
      account ? [{ ...account, keySetAt: account.keySetAt + 1 }, ...others] : others,
    );
  }

  /** Closes the windows. */
  close(): void {
    for (const window of this.#windows) window.dispose();
  }

  async #work(span: number): Promise<void> {
    const end = this.#elapsed + span;
    while (this.#elapsed < end) {
      const before = this.#clock.now;
      this.#clock.next();
      this.#elapsed += this.#clock.now - before;
      this.awake += this.#clock.now - before;
      await this.#goOn();
      this.#lookAtTimers();
      // Some ten times a year.
      if (this.#random() < 1 / 40_000 / this.#windows.length) this.#setClock();
    }
  }

  /** Lets go on what the timers began: a look that checks nothing is soon over, and a year has many of them. */
  async #goOn(): Promise<void> {
    for (let turn = 0; turn < 8; turn += 1) await undefined;
    if (this.#isChecking || this.#clock.countTimers() < this.#windows.length) await settled();
  }

  get #isChecking(): boolean {
    return this.#locks.held.size > 0;
  }

  async #sleep(span: number): Promise<void> {
    for (const service of this.#services.values()) {
      const { last } = service;
      // An answer that a sleep comes before is none in time, and the check has failed.
      if (last && this.#elapsed - last.at < requestTimeout) service.last = { ...last, leave: minute / 2 };
    }
    this.#clock.jump(span);
    this.#elapsed += span;
    this.wakes += 1;
    await settled();
  }

  #setClock(): void {
    const by = [2_000, hour, 3 * day, 400 * day][Math.floor(this.#random() * 4)] ?? 0;
    this.#clock.setSystemTime(this.#clock.now + (this.#random() < 0.5 ? by : -by));
    this.clockChanges += 1;
  }

  #lookAtTimers(): void {
    if (this.#isChecking) return;
    const timers = this.#clock.countTimers();
    if (timers !== this.#windows.length) this.oddTimers.push(timers);
  }

  readonly #fetch: Fetch = async (url, { signal }) => {
    const provider = providers.all.find(({ baseUrl }) => url.startsWith(baseUrl)) ?? assert.fail(url);
    const service = this.#services.get(provider.id) ?? assert.fail(provider.id);
    const weather = this.#weatherOf(service);
    const wait = Math.floor(this.#random() * 7200);
    const isAgain = service.diedAt === this.#elapsed;
    service.diedAt = -1;
    if (isAgain) service.year.again += 1;
    else this.#note(service, weather, wait * 1000);
    if (weather === 'reset' && !isAgain) {
      service.year.died += 1;
      service.diedAt = this.#elapsed;
    }
    return this.#answer(provider, weather, wait, signal);
  };

  async #answer(provider: Provider, weather: Weather, wait: number, signal: AbortSignal): Promise<HttpResponse> {
    if (weather === 'hang') return whenAborted(signal);
    if (weather === 'reset') throw fetchError('ECONNRESET');
    if (weather === 'offline') throw fetchError('ENOTFOUND');
    if (weather === 'refused') throw fetchError('ECONNREFUSED');
    await new Promise<void>((resolve) => this.#clock.setTimeout(() => resolve(), latency));
    if (weather === 'fine') return jsonAnswer(200, sampleOf(provider).body);
    if (weather === 'page') return httpAnswer(200, '<html>');
    if (weather === 'unauthorized') return jsonAnswer(401, {});
    return jsonAnswer(Number(weather), {}, weather === '500' ? {} : { 'retry-after': `${wait}` });
  }

  #note(service: Service, weather: Weather, wait: number): void {
    const { year, last } = service;
    const asked = weather === '429' || weather === '503' ? Math.min(wait, longestWait) : 0;
    const leave = weather === 'fine' ? this.#options.interval : Math.max(minute / 2, asked);
    const check: Check = { at: this.#elapsed, awake: this.awake, clockChanges: this.clockChanges, leave };
    year.checks += 1;
    if (weather === 'unauthorized') year.refused += 1;
    else if (weather !== 'fine') year.failed += 1;
    if (last) {
      const gap = check.at - last.at;
      // A clock that is set ends a wait, or makes it seem over.
      if (gap < last.leave && check.clockChanges === last.clockChanges) year.tooSoon.push(last.leave - gap);
      year.longestSilence = Math.max(year.longestSilence, check.awake - last.awake);
    }
    service.last = check;
  }

  /** Fine for some days, then an outage of a minute to half a day. */
  #weatherOf(service: Service): Weather {
    if (this.#elapsed < service.weatherUntil) return service.weather;
    const breaks = service.weather === 'fine';
    service.weather = breaks ? (faults[Math.floor(this.#random() * faults.length)] ?? 'hang') : 'fine';
    if (breaks) service.year.outages += 1;
    const span = breaks ? minute * 720 ** this.#random() : 5 * day * this.#random();
    service.weatherUntil = this.#elapsed + span;
    return service.weather;
  }

  #first(): Service {
    return this.#services.values().next().value ?? assert.fail('no service');
  }
}

function sampleOf({ id }: Provider) {
  return serviceSamples[id] ?? assert.fail(`test/support/fakes/serviceSamples.ts has no sample of ${id}`);
}

function accountAt(provider: Provider) {
  return sampleAccount({
    id: provider.id,
    provider: provider.id,
    label: provider.name,
    origins: [new URL(provider.baseUrl).origin],
    fingerprint: fakeFingerprints.of(sampleOf(provider).key),
  });
}

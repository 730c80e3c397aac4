import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Account } from '../../../src/core/account.ts';
import type { Alert } from '../../../src/core/alerts/alert.ts';
import { alertKinds } from '../../../src/core/alerts/alertKind.ts';
import type { AlertMemory } from '../../../src/core/alerts/alertMemory.ts';
import { type AlertSettings, defaultAlerts } from '../../../src/core/alerts/alertSettings.ts';
import { AlertWatcher } from '../../../src/core/alerts/alertWatcher.ts';
import type { Observation } from '../../../src/core/alerts/observation.ts';
import { step } from '../../../src/core/alerts/step.ts';
import type { FailureKind } from '../../../src/core/failure.ts';
import { afterBalance, afterFailure, type Reading } from '../../../src/core/reading.ts';
import { tickInterval } from '../../../src/core/refresh/refresher.ts';
import { type Summary, summarize } from '../../../src/core/summary.ts';
import { credits } from '../../../src/core/unit.ts';
import { FakeClock } from '../../support/fakes/fakeClock.ts';
import { MemoryAlerts } from '../../support/fakes/memoryAlerts.ts';
import { MemoryLog } from '../../support/fakes/memoryLog.ts';
import { sampleAccount } from '../../support/fakes/sampleAccount.ts';
import { sampleFacts } from '../../support/fakes/sampleFacts.ts';
import { settled } from '../../support/fakes/settled.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const interval = 15 * minute;
const windowCount = 3;
const accounts = [sampleAccount(), sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' })] as const;
const ladder = ['empty', 'critical', 'low'] as const;
const kinds = [...ladder, 'keyRefused'] as const;
type Kind = (typeof kinds)[number];

interface Limits {
  readonly low: number | undefined;
  readonly critical: number | undefined;
}

/** What stands in a reading, as the reference counts it: the number of the reading tells readings apart. */
interface Item {
  readonly no: number;
  readonly at: number;
  readonly amount: number | undefined;
  readonly failure: FailureKind | undefined;
}

/**
 * What has to be told of one account, reckoned without the code under test: a kind at a time, each by the plain words of
 * what it is told for.
 */
class Reference {
  readonly #known = new Set<Kind>();
  readonly #told = new Map<Kind, number>();
  readonly #snoozed = new Map<Kind, number>();
  #positive: boolean | undefined;
  #doubted: number | undefined;
  /** How many zeros were worth a second reading. */
  doubts = 0;

  /** The alerts that this reading is worth now. */
  sees(item: Item, limits: Limits, isOn: (kind: Kind) => boolean, now: number): readonly Kind[] {
    for (const kind of kinds) {
      if (!isOn(kind)) for (const about of [this.#known, this.#told, this.#snoozed]) about.delete(kind);
    }
    if (item.failure === undefined ? now - item.at > 2 * interval : now - item.at > 2 * hour) return [];
    if (item.failure === undefined && item.amount !== undefined && !this.#believes(item)) return [];
    const stands = kinds.filter(isOn).map((kind) => [kind, this.#stands(kind, item, limits)] as const);
    const worst = stands.find(
      ([kind, how]) => ladder.some((rung) => rung === kind) && how === 'bad' && this.#known.has(kind),
    )?.[0];
    return stands
      .filter(([kind, how]) => {
        if (how === undefined) return false;
        const until = this.#snoozed.get(kind);
        const isSnoozed = until !== undefined && now < until;
        const wakes = until !== undefined && !isSnoozed;
        if (wakes) this.#snoozed.delete(kind);
        const isNews = how === 'bad' && (!this.#told.has(kind) || wakes);
        const wasKnown = this.#known.has(kind);
        this.#known.add(kind);
        if (isNews) this.#told.set(kind, item.no);
        if (how === 'good' && this.#told.get(kind) !== item.no) this.#told.delete(kind);
        return isNews && wasKnown && !isSnoozed && (kind === 'keyRefused' || kind === worst);
      })
      .map(([kind]) => kind);
  }

  snooze(kind: Kind, now: number): void {
    this.#snoozed.set(kind, now + day);
  }

  #believes({ no, amount = 0 }: Item): boolean {
    const falls = amount <= 0 && this.#positive === true;
    const isConfirmed = falls && this.#doubted !== undefined && this.#doubted !== no;
    if (falls && !isConfirmed) {
      if (this.#doubted === undefined) this.doubts += 1;
      this.#doubted = no;
      return false;
    }
    this.#positive = amount > 0;
    this.#doubted = undefined;
    return true;
  }

  #stands(kind: Kind, { amount, failure }: Item, limits: Limits): 'bad' | 'good' | 'so-so' | undefined {
    if (kind === 'keyRefused') return failure === undefined ? 'good' : failure === 'unauthorized' ? 'bad' : 'so-so';
    if (failure !== undefined) return undefined;
    const limit = kind === 'empty' ? undefined : limits[kind];
    if (kind !== 'empty' && limit === undefined) return 'good';
    if (amount === undefined) return undefined;
    if (limit === undefined) return amount <= 0 ? 'bad' : 'good';
    if (amount < limit) return 'bad';
    return amount >= 1.1 * limit ? 'good' : 'so-so';
  }
}

interface Window {
  readonly watcher: AlertWatcher;
  /** The number of the reading of each account that was there when it was opened. */
  readonly first: readonly number[];
}

/** Windows on a machine, with what they told, beside what they had to tell. */
class Machine {
  readonly clock = new FakeClock();
  readonly store = new MemoryAlerts();
  readonly told: string[] = [];
  readonly expected: string[] = [];
  readonly references = accounts.map(() => new Reference());
  readonly log = new MemoryLog();
  readonly #windows: Window[] = [];
  readonly #items: Item[] = [];
  #readings = new Map<string, Reading>();
  /** What the services would say now. */
  readonly #truth: (number | undefined)[] = [500, 500];
  #settings: AlertSettings = { ...defaultAlerts, noAnswer: false };
  #limits: Limits = { low: 100, critical: 20 };
  #last: readonly Alert[] = [];
  #previous: Summary | undefined;
  #count = 0;
  #isQuiet = false;
  secondReadings = 0;

  constructor() {
    for (let index = 0; index < windowCount; index += 1) this.open(index);
  }

  open(index: number): void {
    this.#windows[index]?.watcher.dispose();
    const watcher = new AlertWatcher({
      store: this.store,
      clock: this.clock,
      log: this.log,
      settings: () => this.#settings,
      thresholds: () => ({ mimir: this.#limits, bloom: this.#limits }),
      lastHour: () => undefined,
      isFocused: () => true,
      show: (alerts) => {
        this.#last = alerts;
        this.told.push(...alerts.map(({ accountId, kind }) => `${accountId} ${kind}`));
      },
      checkAgain: (account) => this.#checkAgain(account),
    });
    this.#windows[index] = { watcher, first: accounts.map((_, one) => this.#items[one]?.no ?? 0) };
    watcher.tick();
    watcher.look(this.#summary());
  }

  /** An account is read, and the service says this; a glitch is a zero that is not so. */
  reads(account: number, said: number | undefined | 'glitch' | FailureKind): void {
    this.clock.advance(1);
    if (typeof said === 'number' || said === undefined) this.#truth[account] = said;
    this.#put(account, said === 'glitch' ? 0 : said);
  }

  limit(limits: Limits): void {
    this.#limits = limits;
  }

  turn(kind: Kind): void {
    this.#settings = { ...this.#settings, [kind]: !this.#settings[kind] };
  }

  async snooze(): Promise<void> {
    const [{ watcher } = assert.fail()] = this.#windows;
    await watcher.snooze(this.#last);
    for (const { accountId, kind } of this.#last) {
      const index = accounts.findIndex(({ id }) => id === accountId);
      this.references[index]?.snooze(kind as Kind, this.clock.now());
    }
    this.#last = [];
  }

  /** Nothing runs meanwhile, and for a minute nothing may be told. */
  sleep(span: number): void {
    this.clock.set(this.clock.now() + span);
    this.#isQuiet = true;
    for (const { watcher } of this.#windows) watcher.tick();
  }

  /** The windows look in this order, some of them often, some once more at what was before. */
  async look(order: readonly number[], isLate: boolean, atOnce: boolean): Promise<void> {
    const summary = this.#summary();
    for (const index of [...order, ...this.#windows.keys()]) {
      const { watcher } = this.#windows[index] ?? assert.fail();
      if (isLate && this.#previous) watcher.look(this.#previous);
      if (isLate && !atOnce) await settled();
      watcher.look(summary);
      if (!atOnce) await settled();
    }
    await settled();
    this.#previous = summary;
    this.#expect();
  }

  /** A minute and a half goes by: the minute after a sleep is over, and zeros are read again. */
  async pass(): Promise<void> {
    for (let tick = 0; tick < 3; tick += 1) {
      const before = this.#count;
      // The second readings come within, before the ticks are heard.
      this.clock.advance(tickInterval);
      for (const { watcher } of this.#windows) watcher.tick();
      if (tick === 1) this.#isQuiet = false;
      await this.look([], false, this.#count !== before);
    }
  }

  /** Every window looks at the same again, which must tell nothing. */
  async lookAgain(): Promise<void> {
    const before = this.told.length;
    await this.look([2, 0, 1, 1], false, true);
    assert.equal(this.told.length, before);
  }

  close(): void {
    for (const { watcher } of this.#windows) watcher.dispose();
  }

  #checkAgain({ id }: Account): void {
    this.secondReadings += 1;
    const index = accounts.findIndex((account) => account.id === id);
    this.#put(index, this.#truth[index]);
    for (const { watcher } of this.#windows) watcher.look(this.#summary());
  }

  #put(index: number, said: number | undefined | FailureKind): void {
    const account = accounts[index] ?? assert.fail();
    const now = this.clock.now();
    this.#count += 1;
    const previous = this.#readings.get(account.id);
    const reading =
      typeof said === 'string'
        ? afterFailure(account, previous, { kind: said }, now, undefined)
        : afterBalance(account, previous, { pools: [{ unit: credits, amount: said }] }, now);
    this.#readings = new Map(this.#readings).set(account.id, reading);
    this.#items[index] = {
      no: this.#count,
      at: now,
      amount: typeof said === 'string' ? undefined : said,
      failure: typeof said === 'string' ? said : undefined,
    };
  }

  #expect(): void {
    if (this.#isQuiet) return;
    for (const [index, reference] of this.references.entries()) {
      const item = this.#items[index];
      const isRead = item && this.#windows.some(({ first }) => first[index] !== item.no);
      const isOn = (kind: Kind) => this.#settings[kind];
      // What is turned off is forgotten, whether something was read or not.
      const seen = isRead ? item : { no: 0, at: -day, amount: undefined, failure: undefined };
      const alerts = reference.sees(seen, this.#limits, isOn, this.clock.now());
      this.expected.push(...alerts.map((kind) => `${accounts[index]?.id} ${kind}`));
    }
  }

  #summary(): Summary {
    const known = accounts.map((account) => [account, this.#readings.get(account.id)] as const);
    const thresholds = { mimir: this.#limits, bloom: this.#limits };
    return summarize(sampleFacts(known, { now: this.clock.now(), interval, thresholds }));
  }
}

const amount = fc.constantFrom(500, 500, 120, 111, 105, 99, 50, 23, 21, 15, 1, 0, 0, -4, undefined);
const event = fc.oneof(
  { weight: 10, arbitrary: fc.record({ does: fc.constant('reads' as const), account: fc.nat(1), said: amount }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('reads' as const),
      account: fc.nat(1),
      said: fc.constantFrom('glitch' as const, 'timeout' as const, 'unauthorized' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('opens' as const), windows: fc.subarray([0, 1, 2]) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('sleeps' as const),
      hours: fc.constantFrom(0.1, 1, 13, 25),
      account: fc.nat(1),
      said: fc.option(amount, { nil: 'nothing' as const }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('limits' as const),
      low: fc.constantFrom(100, 60, 400, undefined),
      critical: fc.constantFrom(20, 60, undefined),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('turns' as const), kind: fc.constantFrom(...kinds) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('snoozes' as const) }) },
);
const moment = fc.record({
  event,
  order: fc.array(fc.nat(windowCount - 1), { maxLength: 4 }),
  isLate: fc.boolean(),
  atOnce: fc.boolean(),
});

describe('whatever happens to some accounts in several windows', function () {
  this.timeout(120_000);

  it('each crossing is told once, and nothing else is', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 25, size: 'max' }), async (moments) => {
        const machine = new Machine();
        try {
          for (const { event: happens, order, isLate, atOnce } of moments) {
            if (happens.does === 'reads') machine.reads(happens.account, happens.said);
            if (happens.does === 'opens') for (const index of happens.windows) machine.open(index);
            if (happens.does === 'limits') machine.limit(happens);
            if (happens.does === 'turns') machine.turn(happens.kind);
            if (happens.does === 'snoozes') await machine.snooze();
            if (happens.does === 'sleeps') {
              machine.sleep(happens.hours * hour);
              if (happens.said !== 'nothing') machine.reads(happens.account, happens.said);
            }
            await machine.look(order, isLate && happens.does !== 'opens', atOnce);
            await machine.pass();
            assert.deepStrictEqual(machine.told.toSorted(), machine.expected.toSorted());
          }
          await machine.lookAgain();
          count += machine.told.length;
          assert.deepStrictEqual(machine.log.lines, []);
          assert.equal(
            machine.secondReadings,
            machine.references.reduce((sum, { doubts }) => sum + doubts, 0),
          );
        } finally {
          machine.close();
        }
      }),
      { numRuns: 150 },
    );
    // Else it would have shown nothing.
    assert.ok(count > 200, `${count}`);
  });
});

describe('for any memory and any moment', () => {
  const time = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  const watch = fc.oneof(fc.constantFrom(...alertKinds), fc.constantFrom('lapsing@1', 'lapsing@2', 'strange', ''));
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const memory: fc.Arbitrary<AlertMemory> = fc.array(
    fc.record({
      accountId: fc.constantFrom('a', 'b'),
      keySetAt: time,
      at: time,
      kinds: fc.subarray([...alertKinds]),
      positive: optional(fc.boolean()),
      doubt: optional(time),
      watches: fc.array(fc.record({ watch, armed: fc.boolean(), at: time, snoozedUntil: optional(time) })),
    }),
    { maxLength: 3 },
  );
  const observation = (accountId: string): fc.Arbitrary<Observation> =>
    fc
      .record({
        keySetAt: time,
        checkedAt: optional(time),
        amount: optional(fc.record({ value: fc.constantFrom(-1, 0, 1), at: time })),
        kinds: fc.subarray([...alertKinds]),
        crossed: fc.subarray([...alertKinds]),
        between: fc.subarray([...alertKinds, 'lapsing@1', 'lapsing@2']),
      })
      .map(({ crossed, kinds: spoken, ...rest }) => ({
        ...rest,
        accountId,
        kinds: spoken,
        crossed: crossed
          .filter((kind) => spoken.includes(kind))
          .map((kind) => {
            const matter = { kind: 'low', amount: 1, unit: credits } as const;
            return { ...matter, kind, accountId, keySetAt: rest.keySetAt, label: 'A', watch: kind } as Alert;
          }),
      }));

  it('the same moment again tells nothing and changes nothing', () => {
    fc.assert(
      fc.property(memory, observation('a'), observation('b'), time, (before, a, b, now) => {
        const copy = JSON.stringify(before);
        const first = step(before, [a, b], defaultAlerts, now);
        assert.equal(JSON.stringify(before), copy);
        assert.ok(first.alerts.every((alert) => a.crossed.includes(alert) || b.crossed.includes(alert)));
        const again = step(JSON.parse(JSON.stringify(first.memory)), [b, a], defaultAlerts, now);
        assert.deepStrictEqual(again.alerts, []);
        const twice = step(first.memory, [a, b], defaultAlerts, now);
        assert.equal(twice.memory, first.memory);
      }),
      { numRuns: 3000 },
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Alert, alertKinds } from '../../../src/core/alerts/alert.ts';
import type { AlertReport } from '../../../src/core/alerts/alertReport.ts';
import { type AlertSettings, defaultAlerts } from '../../../src/core/alerts/alertSettings.ts';
import { type AlertState, nextState } from '../../../src/core/alerts/alertState.ts';
import { AlertWatcher } from '../../../src/core/alerts/alertWatcher.ts';
import type { FailureKind } from '../../../src/core/failure.ts';
import { afterBalance, afterFailure, type Reading } from '../../../src/core/reading.ts';
import { type Summary, summarize } from '../../../src/core/summary.ts';
import { day, hour, minute } from '../../../src/core/time.ts';
import { credits } from '../../../src/core/unit.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { settled } from '../../support/fakes/environment.ts';
import { FakeSummary, sampleAccount, summaryInput } from '../../support/fakes/samples.ts';
import { MemoryAlerts, MemoryLog } from '../../support/fakes/stores.ts';

const staleAfter = 30 * minute;
const windowCount = 3;
const accounts = [sampleAccount(), sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' })] as const;
const steps = ['empty', 'critical', 'low'] as const;
const kinds = [...steps, 'invalidKey'] as const;
type Kind = (typeof kinds)[number];

interface Limits {
  readonly low: number | undefined;
  readonly critical: number | undefined;
}

/** What a reading says; its number tells readings apart. */
interface Item {
  readonly no: number;
  readonly at: number;
  readonly amount: number | undefined;
  readonly failure: FailureKind | undefined;
}

/** The alerts that one account needs, worked out without the code under test: a kind at a time, in plain words. */
class Reference {
  readonly #known = new Set<Kind>();
  readonly #shown = new Map<Kind, number>();
  readonly #snoozed = new Map<Kind, number>();

  /** The alerts that this reading needs now. */
  sees(item: Item, limits: Limits, isOn: (kind: Kind) => boolean, now: number): readonly Kind[] {
    for (const kind of kinds) {
      if (!isOn(kind)) for (const about of [this.#known, this.#shown, this.#snoozed]) about.delete(kind);
    }
    if (now - item.at > (item.failure === undefined ? staleAfter : 2 * hour)) return [];
    const levels = kinds.filter(isOn).map((kind) => [kind, this.#level(kind, item, limits)] as const);
    const isStep = (kind: Kind) => steps.some((step) => step === kind);
    const worst = levels.find(([kind, level]) => isStep(kind) && level === 'bad' && this.#known.has(kind))?.[0];
    return levels
      .filter(([kind, level]) => {
        if (level === undefined) return false;
        const until = this.#snoozed.get(kind);
        const isSnoozed = until !== undefined && now < until;
        const wakes = until !== undefined && !isSnoozed;
        if (wakes) this.#snoozed.delete(kind);
        const isNews = level === 'bad' && (!this.#shown.has(kind) || wakes);
        const wasKnown = this.#known.has(kind);
        this.#known.add(kind);
        if (isNews) this.#shown.set(kind, item.no);
        if (level === 'good' && this.#shown.get(kind) !== item.no) this.#shown.delete(kind);
        return isNews && wasKnown && !isSnoozed && (kind === 'invalidKey' || kind === worst);
      })
      .map(([kind]) => kind);
  }

  snooze(kind: Kind, now: number): void {
    this.#snoozed.set(kind, now + day);
  }

  #level(kind: Kind, { amount, failure }: Item, limits: Limits): 'bad' | 'good' | 'so-so' | undefined {
    if (kind === 'invalidKey') return failure === undefined ? 'good' : failure === 'unauthorized' ? 'bad' : 'so-so';
    if (failure !== undefined) return undefined;
    const limit = kind === 'empty' ? undefined : limits[kind];
    if (amount === undefined) return undefined;
    if (kind === 'empty') return amount <= 0 ? 'bad' : 'good';
    if (limit === undefined) return 'good';
    if (amount < limit) return 'bad';
    return amount >= 1.1 * limit ? 'good' : 'so-so';
  }
}

interface Window {
  readonly summary: FakeSummary;
  readonly watcher: AlertWatcher;
  /** The number of the reading of each account that was there when it was opened. */
  readonly first: readonly number[];
}

/** Windows on a machine, with the alerts that they showed and those that were needed. */
class Machine {
  readonly clock = new FakeClock();
  readonly store = new MemoryAlerts();
  readonly shown: string[] = [];
  readonly expected: string[] = [];
  readonly log = new MemoryLog();
  readonly #references = accounts.map(() => new Reference());
  readonly #windows: Window[] = [];
  readonly #items: Item[] = [];
  #readings: ReadonlyMap<string, Reading> = new Map();
  #settings: AlertSettings = { ...defaultAlerts, unreachable: false };
  #limits: Limits = { low: 100, critical: 20 };
  #last: readonly Alert[] = [];
  #previous: ReadonlyMap<string, Reading> | undefined;
  #count = 0;
  #isQuiet = false;

  constructor() {
    for (let index = 0; index < windowCount; index += 1) this.open(index);
  }

  open(index: number): void {
    this.#windows[index]?.watcher.dispose();
    const summary = new FakeSummary(this.#summary());
    const watcher = new AlertWatcher({
      summary,
      store: this.store,
      clock: this.clock,
      log: this.log,
      settings: () => this.#settings,
      isFocused: () => true,
      show: (alerts) => {
        this.#last = alerts;
        this.shown.push(...alerts.map(({ accountId, kind }) => `${accountId} ${kind}`));
      },
    });
    this.#windows[index] = { summary, watcher, first: accounts.map((_, one) => this.#items[one]?.no ?? 0) };
  }

  /** An account is checked: this is its amount, or why there is none. */
  reads(index: number, said: number | undefined | FailureKind): void {
    this.clock.advance(1);
    const account = accounts[index] ?? assert.fail();
    const at = this.clock.now();
    this.#count += 1;
    const previous = this.#readings.get(account.id);
    const reading =
      typeof said === 'string'
        ? afterFailure(account, previous, { kind: said }, at, undefined)
        : afterBalance(account, previous, { pools: [{ unit: credits, amount: said }] }, at);
    this.#readings = new Map(this.#readings).set(account.id, reading);
    const [amount, failure] = typeof said === 'string' ? [undefined, said] : [said, undefined];
    this.#items[index] = { no: this.#count, at, amount, failure };
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
      this.#references[index]?.snooze(kind as Kind, this.clock.now());
    }
    this.#last = [];
  }

  /** Nothing runs meanwhile, and for a minute nothing may be shown. */
  sleep(span: number): void {
    this.clock.set(this.clock.now() + span);
    this.#isQuiet = true;
  }

  /** The windows have a new summary in this order, some of them often, some once more with the readings of before. */
  async update(order: readonly number[], isLate: boolean, atOnce: boolean): Promise<void> {
    const current = this.#summary();
    for (const index of [...order, ...this.#windows.keys()]) {
      const { summary } = this.#windows[index] ?? assert.fail();
      if (isLate && this.#previous) summary.update(this.#summary(this.#previous));
      if (isLate && !atOnce) await settled();
      summary.update(current);
      if (!atOnce) await settled();
    }
    await settled();
    this.#previous = this.#readings;
    this.#expect();
  }

  /** A minute and a half goes by: the minute after a sleep is over. */
  async pass(): Promise<void> {
    for (let half = 0; half < 3; half += 1) {
      this.clock.advance(minute / 2);
      if (half === 1) this.#isQuiet = false;
      await this.update([], false, false);
    }
  }

  /** Every window has the same summary again, which must show nothing. */
  async updateAgain(): Promise<void> {
    const before = this.shown.length;
    await this.update([2, 0, 1, 1], false, true);
    assert.equal(this.shown.length, before);
  }

  close(): void {
    for (const { watcher } of this.#windows) watcher.dispose();
  }

  #expect(): void {
    if (this.#isQuiet) return;
    for (const [index, reference] of this.#references.entries()) {
      const item = this.#items[index];
      const isRead = item && this.#windows.some(({ first }) => first[index] !== item.no);
      const isOn = (kind: Kind) => this.#settings[kind];
      // What is turned off is forgotten, whether something was read or not.
      const seen = isRead ? item : { no: 0, at: -day, amount: undefined, failure: undefined };
      const alerts = reference.sees(seen, this.#limits, isOn, this.clock.now());
      this.expected.push(...alerts.map((kind) => `${accounts[index]?.id} ${kind}`));
    }
  }

  #summary(readings: ReadonlyMap<string, Reading> = this.#readings): Summary {
    const known = accounts.map((account) => [account, readings.get(account.id)] as const);
    const thresholds = { mimir: this.#limits, bloom: this.#limits };
    return summarize(summaryInput(known, { now: this.clock.now(), staleAfter, thresholds }));
  }
}

const amount = fc.constantFrom(500, 500, 120, 111, 105, 99, 50, 23, 21, 15, 1, 0, 0, -4, undefined);
const failure = fc.constantFrom('timeout' as const, 'unauthorized' as const);
const event = fc.oneof(
  { weight: 10, arbitrary: fc.record({ does: fc.constant('reads' as const), account: fc.nat(1), said: amount }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('reads' as const), account: fc.nat(1), said: failure }) },
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

  it('each alert is shown once, and nothing else is', async () => {
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
            await machine.update(order, isLate && happens.does !== 'opens', atOnce);
            await machine.pass();
            assert.deepStrictEqual(machine.shown.toSorted(), machine.expected.toSorted());
          }
          await machine.updateAgain();
          count += machine.shown.length;
          assert.deepStrictEqual(machine.log.lines, []);
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

describe('for any state and any moment', function () {
  this.timeout(30_000);
  const time = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  const rule = fc.constantFrom(...alertKinds, 'low/a', 'critical/a', 'low/b');
  const key = fc.oneof(rule, fc.constantFrom('expiring@1', 'expiring@2/a', 'strange', '', '@', '/'));
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const state: fc.Arbitrary<AlertState> = fc.array(
    fc.record({
      accountId: fc.constantFrom('a', 'b'),
      keySetAt: time,
      at: time,
      known: fc.uniqueArray(key),
      alerts: fc.array(fc.record({ key, armed: fc.boolean(), at: time, snoozedUntil: optional(time) })),
    }),
    { maxLength: 3 },
  );
  const report = (accountId: string): fc.Arbitrary<AlertReport> =>
    fc
      .record({
        keySetAt: time,
        checkedAt: optional(time),
        pools: fc.constantFrom(undefined, ['a', 'b']),
        rules: fc.uniqueArray(fc.tuple(rule, fc.constantFrom('raised', 'near', 'cleared')), {
          selector: ([name]) => name,
        }),
      })
      .map(({ rules, ...rest }) => ({
        ...rest,
        accountId,
        results: rules.map(([name, level]) => {
          const kind = alertKinds.find((one) => name.startsWith(one)) ?? assert.fail();
          const facts = { kind: 'low', amount: 1, unit: credits } as const;
          const alert = {
            ...facts,
            kind,
            accountId,
            keySetAt: rest.keySetAt,
            label: 'A',
            key: name,
          } as unknown as Alert;
          return { rule: name, raised: level === 'raised' ? [alert] : [], near: level === 'near' ? [name] : [] };
        }),
      }));

  it('the same moment again shows nothing and changes nothing', () => {
    fc.assert(
      fc.property(state, report('a'), report('b'), time, (before, a, b, now) => {
        const copy = JSON.stringify(before);
        const first = nextState(before, [a, b], defaultAlerts, now);
        assert.equal(JSON.stringify(before), copy);
        const raised = [a, b].flatMap(({ results }) => results.flatMap((result) => result.raised));
        assert.ok(first.alerts.every((alert) => raised.includes(alert)));
        const again = nextState(JSON.parse(JSON.stringify(first.state)), [b, a], defaultAlerts, now);
        assert.deepStrictEqual(again.alerts, []);
        assert.equal(nextState(first.state, [a, b], defaultAlerts, now).state, first.state);
      }),
      { numRuns: 3000 },
    );
  });
});

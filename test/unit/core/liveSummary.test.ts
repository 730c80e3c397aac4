import assert from 'node:assert/strict';
import type { AttentionLimits } from '../../../src/core/attention.ts';
import { Emitter } from '../../../src/core/emitter.ts';
import type { Outlook } from '../../../src/core/history/forecast/outlook.ts';
import { LiveSummary } from '../../../src/core/liveSummary.ts';
import type { Reading } from '../../../src/core/reading.ts';
import type { ThresholdSetting } from '../../../src/core/standing.ts';
import { StorageProblems } from '../../../src/core/storageProblems.ts';
import type { Summary } from '../../../src/core/summary.ts';
import { minute } from '../../../src/core/time.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { sampleAccount, sampleLimits, sampleReading } from '../../support/fakes/samples.ts';
import { MemoryAccounts, MemoryReadings } from '../../support/fakes/stores.ts';

describe('the live summary', () => {
  const changed = new Emitter<void>();
  const localFailures = new Map<string, Reading>();
  const attentionChanged = new Emitter<AttentionLimits>();
  const thresholdsChanged = new Emitter<ThresholdSetting>();
  let clock: FakeClock;
  let readings: MemoryReadings;
  let storageProblems: StorageProblems;
  let thresholds: ThresholdSetting;
  let refreshing: ReadonlySet<string>;
  let live: LiveSummary;
  let summaries: Summary[];

  beforeEach(() => {
    clock = new FakeClock();
    readings = new MemoryReadings();
    storageProblems = new StorageProblems();
    thresholds = {};
    refreshing = new Set();
    summaries = [];
    live = new LiveSummary({
      accounts: Object.assign(new MemoryAccounts([sampleAccount()]), { loaded: true }),
      readings,
      thresholds: {
        get value() {
          return thresholds;
        },
        onDidChange: thresholdsChanged.event,
      },
      attention: { value: sampleLimits, onDidChange: attentionChanged.event },
      staleAfter: () => 30 * minute,
      storageProblems,
      clock,
    });
    live.onDidChange((summary) => summaries.push(summary));
  });
  afterEach(() => live.dispose());

  const follow = (outlooks: ReadonlyMap<string, Outlook> = new Map()) =>
    live.follow({
      checks: {
        get refreshing() {
          return refreshing;
        },
        localFailures,
        onDidChange: changed.event,
      },
      outlooks: { all: () => outlooks, onDidChange: changed.event },
      hostOf: () => 'gateway.example.com',
      leastIntervalOf: () => undefined,
    });

  it('is there from the start', () => {
    assert.deepStrictEqual([live.current.condition, live.current.accounts.length], ['waiting', 1]);
  });

  it('changes once for all that changes together', () => {
    readings.put(sampleReading());
    readings.put(sampleReading({ balanceAt: 1 }));
    storageProblems.add({ file: 'readings.json', kind: 'unwritable' });
    assert.equal(summaries.length, 0);
    clock.advance(0);
    assert.deepStrictEqual(
      summaries.map(({ lowest, storageProblems: problems }) => [lowest?.main.pool.amount, problems.length]),
      [[42, 1]],
    );
    assert.equal(live.current, summaries[0]);
  });

  it('follows the thresholds', () => {
    readings.put(sampleReading());
    thresholds = { mimir: { low: 100 } };
    thresholdsChanged.fire(thresholds);
    clock.advance(0);
    assert.equal(summaries.at(-1)?.accounts[0]?.standing, 'low');
  });

  it('changes once a minute, so that a balance grows old on show', () => {
    readings.put(sampleReading());
    live.update();
    clock.advance(30 * minute);
    assert.equal(live.current.accounts[0]?.state, 'known');
    clock.advance(minute);
    assert.equal(live.current.accounts[0]?.state, 'stale');
    assert.equal(summaries.length, 32);
  });

  it('takes in what is loaded later: checks, forecasts and where the services are', () => {
    const outlook = { history: [], pools: new Map() };
    readings.put(sampleReading({ failure: { kind: 'unauthorized', reason: 'originChanged' } }));
    follow(new Map([['mimir', outlook]]));
    refreshing = new Set(['mimir']);
    changed.fire();
    clock.advance(0);
    const [account] = live.current.accounts;
    assert.deepStrictEqual(
      [live.current.refreshing, account?.outlook, account?.moved?.to],
      [true, outlook, 'gateway.example.com'],
    );
  });

  it('has a failure of this window alone in place of the shared reading', () => {
    readings.put(sampleReading());
    localFailures.set('mimir', sampleReading({ failure: { kind: 'unauthorized', reason: 'keyLost' } }));
    follow();
    localFailures.clear();
    assert.equal(live.current.accounts[0]?.reading?.failure?.reason, 'keyLost');
  });

  it('does nothing any more once it was disposed, though its start goes on', () => {
    live.dispose();
    live.update();
    follow();
    readings.put(sampleReading());
    assert.deepStrictEqual([summaries, clock.pending], [[], 0]);
  });

  it('leaves no timer and no listener behind', () => {
    follow();
    live.update();
    live.dispose();
    readings.put(sampleReading());
    assert.deepStrictEqual([clock.pending, summaries.length], [0, 2]);
  });
});

import assert from 'node:assert/strict';
import { lowLimit, withLowLimit } from '../../../src/core/lowBalanceAlert.ts';
import type { ThresholdSetting } from '../../../src/core/standing.ts';
import { count, credits } from '../../../src/core/unit.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';

const account = sampleAccount();
const second = sampleAccount({ id: 'mimir-2' });
const single = { account, pool: { unit: credits, amount: 42 }, isOneOfSeveral: false };
const searches = { account, pool: { id: 'searches', unit: count('searches'), amount: 5 }, isOneOfSeveral: true };
const unread = { account, pool: undefined, isOneOfSeveral: false };

describe('the low limit of an account', () => {
  for (const { what, target, before = {}, low, after } of [
    { what: 'is an entry of the first account alone', target: single, low: 100, after: { 'mimir-1': { low: 100 } } },
    {
      what: 'is an entry of the second one',
      target: { ...single, account: second },
      low: 100,
      after: { 'mimir-2': { low: 100 } },
    },
    {
      what: 'is an entry of the pool, where there are several',
      target: searches,
      low: 9,
      after: { 'mimir-1/searches': { low: 9 } },
    },
    { what: 'can be set before the first check', target: unread, low: 100, after: { 'mimir-1': { low: 100 } } },
    {
      what: 'leaves the critical one, and the other entries',
      target: single,
      before: { 'mimir-1': { low: 5, critical: 2 }, bloom: { low: 7 } },
      low: 100,
      after: { 'mimir-1': { low: 100, critical: 2 }, bloom: { low: 7 } },
    },
    {
      what: 'is set where it stands now',
      target: single,
      before: { 'mimir-1/main': { low: 5 } },
      low: 100,
      after: { 'mimir-1/main': { low: 100 } },
    },
    {
      what: 'goes with its entry',
      target: single,
      before: { 'mimir-1': { low: 5 }, bloom: { low: 7 } },
      low: undefined,
      after: { bloom: { low: 7 } },
    },
    {
      what: 'goes, and the critical one stays',
      target: single,
      before: { 'mimir-1': { low: 5, critical: 2 } },
      low: undefined,
      after: { 'mimir-1': { critical: 2 } },
    },
    {
      what: 'is 0 where that of the service would count instead',
      target: single,
      before: { mimir: { low: 50 }, 'mimir-1': { low: 5 } },
      low: undefined,
      after: { mimir: { low: 50 }, 'mimir-1': { low: 0 } },
    },
    {
      what: 'of one account changes nothing for the others of the service',
      target: single,
      before: { mimir: { low: 50 } },
      low: 10,
      after: { mimir: { low: 50 }, 'mimir-1': { low: 10 } },
    },
  ]) {
    it(what, () => {
      const changed = withLowLimit(target, before, low, before);
      assert.deepStrictEqual(JSON.parse(JSON.stringify(changed)), after);
      assert.equal(lowLimit(target, changed as ThresholdSetting), low);
    });
  }

  for (const { what, setting = {}, typed, low, after } of [
    {
      what: 'leaves what was typed for others and is no use',
      typed: { mimir: { low: '100' }, bloom: 50, hunter: { low: 5, note: 'x' } },
      setting: { mimir: { low: undefined }, hunter: { low: 5 } },
      low: 7,
      after: { mimir: { low: '100' }, bloom: 50, hunter: { low: 5, note: 'x' }, 'mimir-1': { low: 7 } },
    },
    {
      what: 'leaves all else of its own entry, in its place',
      typed: { 'mimir-1': { low: '5', critical: 'two', note: 'x' }, bloom: 50 },
      low: 7,
      after: { 'mimir-1': { low: 7, critical: 'two', note: 'x' }, bloom: 50 },
    },
    {
      what: 'leaves all else of its own entry when it goes',
      typed: { 'mimir-1': { low: 5, critical: 'two' }, bloom: 50 },
      setting: { 'mimir-1': { low: 5 } },
      low: undefined,
      after: { 'mimir-1': { critical: 'two' }, bloom: 50 },
    },
    {
      what: 'takes the place of an entry that is none',
      typed: { 'mimir-1': 5 },
      low: 7,
      after: { 'mimir-1': { low: 7 } },
    },
    { what: 'takes the place of a list', typed: [7], low: 7, after: { 'mimir-1': { low: 7 } } },
    { what: 'is the first entry', typed: undefined, low: 7, after: { 'mimir-1': { low: 7 } } },
    { what: 'can go where nothing is set', typed: undefined, low: undefined, after: {} },
  ]) {
    it(`${what}, as it was typed`, () => {
      assert.equal(JSON.stringify(withLowLimit(single, setting, low, typed)), JSON.stringify(after));
    });
  }

  it('is the one that applies now, also from the service', () => {
    assert.equal(lowLimit(single, { mimir: { low: 50 } }), 50);
    assert.equal(lowLimit(single, {}), undefined);
    assert.equal(lowLimit(single, { 'mimir-1': { low: 0 }, mimir: { low: 50 } }), undefined);
  });
});

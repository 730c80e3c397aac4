import assert from 'node:assert/strict';
import { type Alert, type AlertFacts, alertKinds } from '../../../../src/core/alerts/alert.ts';
import { Format } from '../../../../src/core/format.ts';
import { alertText } from '../../../../src/core/text/alertText.ts';
import { failureHelp } from '../../../../src/core/text/failureHelp.ts';
import { failureLabel } from '../../../../src/core/text/failureLabel.ts';
import { day, hour } from '../../../../src/core/time.ts';
import { count, currency, credits as unit } from '../../../../src/core/unit.ts';

const format = new Format('en-US', 'UTC');
const now = Date.UTC(2026, 10, 21, 12);
const dollars = currency('USD');
const searches = count('searches', 'search');

const alert = (facts: AlertFacts, label = 'Mimir', poolName?: string): Alert => ({
  accountId: 'mimir',
  keySetAt: 1,
  key: facts.kind,
  label,
  ...(poolName !== undefined && { poolName }),
  ...facts,
});
const low = { kind: 'low', amount: 12, unit } as const;
const expiring = {
  kind: 'expiring',
  amount: 320,
  allocated: 1000,
  unit,
  at: Date.UTC(2026, 11, 14),
  forecast: true,
} as const;
const withoutForecast = { ...expiring, forecast: false } as const;
const runway = { kind: 'runway', amount: 180, unit, riskyFrom: now + 2.1 * day, emptyAt: now + 2.2 * day } as const;
const burst = { kind: 'burst', used: 264, usual: 22, hours: 1, unit } as const;
const unreachable = { kind: 'unreachable', failure: { kind: 'unavailable' }, balanceAt: now - 26 * hour } as const;
const advice = "If this wasn't you, replace the key.";

/** The text of each alert alone, without its full stop. */
const single: Readonly<Record<string, AlertFacts>> = {
  'Mimir is low: 12 credits': low,
  'Mimir is low: $4.20': { ...low, amount: 4.2, unit: dollars },
  'Mimir is critical: 1 search': { kind: 'critical', amount: 1, unit: searches },
  'Mimir is empty: 0 credits': { kind: 'empty', amount: 0, unit },
  'Mimir is empty: -3 credits': { kind: 'empty', amount: -3, unit },
  'Mimir has blocked usage (9,000 credits left)': { kind: 'blocked', amount: 9000, unit },
  'Mimir has blocked usage': { kind: 'blocked', amount: undefined, unit },
  [`Mimir used 264 credits in the last hour, 12× normal. ${advice}`]: burst,
  [`Mimir used 12,300 credits in the last hour, 12× normal. ${advice}`]: { ...burst, used: 12_345.6, usual: 1000 },
  [`Mimir used 0.4 credits in the last hour, more than 1,000× normal. ${advice}`]: {
    ...burst,
    used: 0.4,
    usual: 0.0001,
  },
  [`Mimir used $12 in the last hour, 10× normal. ${advice}`]: { ...burst, used: 12.34, usual: 1.2, unit: dollars },
  [`Mimir used 264 credits in the last 6 hours, 12× normal. ${advice}`]: { ...burst, hours: 6 },
  'Mimir runs out Monday afternoon: 180 credits left': runway,
  'Mimir may run out by Saturday evening (likely Sunday evening): 1 credit left': {
    ...runway,
    amount: 1,
    riskyFrom: now + 7 * hour,
    emptyAt: now + 31 * hour,
  },
  'Mimir may run out by Monday afternoon (likely Nov 26): 180 credits left': { ...runway, emptyAt: now + 5 * day },
  'Mimir may run out by Monday afternoon: 180 credits left': { ...runway, emptyAt: undefined },
  'Mimir may have run out: 180 credits left': { ...runway, riskyFrom: now - 1000 },
  'Mimir may have run out: 5 credits left': { ...runway, amount: 5, riskyFrom: now - 1000, emptyAt: now - 1000 },
  'Mimir: ~320 of 1,000 credits expire on Dec 14': expiring,
  'Mimir: ~320 of 1,000 credits expire on Mar 14': { ...expiring, at: Date.UTC(2027, 2, 14) },
  'Mimir: ~321 credits expire on Dec 14': { ...expiring, amount: 320.6, allocated: 320.6 },
  'Mimir: ~1 of 1,000 credits expires on Dec 14': { ...expiring, amount: 1.04 },
  'Mimir: ~$4.20 of $10.00 expires on Dec 14': { ...expiring, amount: 4.2, allocated: 10, unit: dollars },
  'Mimir: 320.5 of 1,000 credits expire on Dec 14 unless used': { ...withoutForecast, amount: 320.5 },
  'Mimir: 320 credits expire on Dec 14 unless used': { ...withoutForecast, allocated: undefined },
  'Mimir: 1 credit expires on Dec 14 unless used': { ...withoutForecast, amount: 1, allocated: undefined },
};

describe('the text of an alert', () => {
  for (const [text, facts] of Object.entries(single)) {
    const whole = text.endsWith('.') ? text : `${text}.`;
    it(`is "${whole}"`, () => assert.equal(alertText([alert(facts)], format, now), whole));
  }

  it('about a key says what helps', () => {
    const lost = alert({ kind: 'invalidKey', failure: { kind: 'unauthorized', reason: 'keyLost' } });
    assert.equal(
      alertText([lost], format, now),
      failureHelp({ kind: 'unauthorized', reason: 'keyLost' }).sentence('Mimir'),
    );
  });

  it('about a service says for how long, and why', () => {
    const textOf = (change: Partial<typeof unreachable>) =>
      alertText([alert({ ...unreachable, ...change })], format, now);
    const why = `(${failureLabel({ kind: 'unavailable' }, format, now)})`;
    assert.equal(textOf({}), `Mimir hasn't returned a balance for 26 hours ${why}.`);
    assert.equal(textOf({ balanceAt: now - 3 * day }), `Mimir hasn't returned a balance for 3 days ${why}.`);
    assert.equal(
      alertText([alert({ ...unreachable, balanceAt: undefined })], format, now),
      `Mimir hasn't returned a balance yet ${why}.`,
    );
  });

  it('names the pool where the account has several', () => {
    const text = alertText([alert({ ...low, unit: searches }, 'Hunter', 'Searches')], format, now);
    assert.equal(text, 'Hunter (Searches) is low: 12 searches.');
  });
});

describe('the text of several alerts', () => {
  it('is one message, with the most pressing first', () => {
    assert.equal(
      alertText([alert(expiring, 'Olostep'), alert(low), alert(burst, 'Bloom')], format, now),
      '3 alerts: Bloom used 264 credits in the last hour, 12× normal; Mimir is low: 12 credits; ' +
        'Olostep: ~320 of 1,000 credits expire on Dec 14.',
    );
  });

  it('says in a few words what is wrong with a key', () => {
    const failure = { kind: 'unauthorized' } as const;
    const invalid = alert({ kind: 'invalidKey', failure });
    const why = failureLabel(failure, format, now);
    const text = alertText([invalid, { ...invalid, label: 'Bloom' }], format, now);
    assert.equal(text, `2 alerts: Mimir: ${why}; Bloom: ${why}.`);
  });

  it('names five and counts the rest', () => {
    const many = Array.from({ length: 7 }, (_, index) => alert({ ...low, amount: index }, `M${index}`));
    const text = alertText(many, format, now);
    assert.match(text, /^7 alerts: M0 is low: 0 credits; .*M4 is low: 4 credits; and 2 more\.$/);
  });

  it('has words for every kind', () => {
    const others: readonly AlertFacts[] = [unreachable, { kind: 'invalidKey', failure: { kind: 'unauthorized' } }];
    const kinds = [...Object.values(single), ...others].map(({ kind }) => kind);
    assert.deepStrictEqual([...new Set(kinds)].toSorted(), alertKinds.toSorted());
  });
});

describe('a label in an alert', () => {
  it('becomes no link, alone or together with another', () => {
    for (const labels of [['[x](command:credits.removeAllKeys)'], ['[x]\u200b(command:a)'], ['[a', '](command:b)']]) {
      const alerts = labels.map((label) => alert(low, label));
      assert.doesNotMatch(alertText(alerts, format, now), /\]\(/);
    }
  });

  it('is no link by its pool either', () => {
    assert.doesNotMatch(alertText([alert(low, '[a]', '[b](command:c)')], format, now), /\]\(/);
  });

  it('stays on its line, and leaves the order of the rest', () => {
    assert.equal(alertText([alert(low, 'a\n\nb\u202ec')], format, now), 'a b c is low: 12 credits.');
  });
});

import assert from 'node:assert/strict';
import type { Alert, AlertMatter } from '../../../../src/core/alerts/alert.ts';
import { alertKinds } from '../../../../src/core/alerts/alertKind.ts';
import { Format } from '../../../../src/core/format.ts';
import { alertText } from '../../../../src/core/text/alertText.ts';
import { credits } from '../../../../src/core/unit.ts';

const format = new Format('en-GB', 'UTC');
const now = Date.UTC(2026, 10, 21, 12);
const hour = 3_600_000;
const day = 24 * hour;
const unit = credits;
const dollars = { kind: 'currency', name: 'USD' } as const;

const alert = (matter: AlertMatter, label = 'Mimir'): Alert => ({
  accountId: 'mimir',
  keySetAt: 1,
  watch: matter.kind,
  label,
  ...matter,
});
const lapsing = {
  kind: 'lapsing',
  amount: 320,
  allocated: 1000,
  unit,
  at: Date.UTC(2027, 2, 14),
  paced: true,
} as const;
const runway = { kind: 'runway', amount: 180, unit, emptyAt: now + 2 * day } as const;
const burst = { kind: 'burst', used: 640, usual: 53, unit } as const;
const noAnswer = { kind: 'noAnswer', failure: { kind: 'unavailable' }, balanceAt: now - 26 * hour } as const;

const single: readonly { matter: AlertMatter; text: string }[] = [
  { matter: { kind: 'low', amount: 12, unit }, text: 'Mimir is low: 12 credits.' },
  { matter: { kind: 'low', amount: 4.2, unit: dollars }, text: 'Mimir is low: US$4.20.' },
  { matter: { kind: 'critical', amount: 1, unit }, text: 'Mimir is critical: 1 credit.' },
  { matter: { kind: 'empty', amount: 0, unit }, text: 'Mimir is empty: 0 credits.' },
  { matter: { kind: 'empty', amount: -3, unit }, text: 'Mimir is empty: -3 credits.' },
  {
    matter: { kind: 'blocked', amount: 2500, unit },
    text: 'Mimir: use is blocked by the service, with 2,500 credits left.',
  },
  { matter: { kind: 'blocked', amount: undefined, unit }, text: 'Mimir: use is blocked by the service.' },
  {
    matter: { kind: 'keyRefused', failure: { kind: 'unauthorized' } },
    text: 'Mimir does not accept the key. Enter the key again, or make a new one at the service.',
  },
  {
    matter: { kind: 'keyRefused', failure: { kind: 'unauthorized', reason: 'keyLost' } },
    text: "VS Code's secret storage no longer has the key of Mimir. Enter it again.",
  },
  {
    matter: burst,
    text: 'Mimir used 640 credits in the last hour, 12 times the usual. If that was not you, replace the key.',
  },
  {
    matter: { ...burst, used: 639.7, usual: 0 },
    text: 'Mimir used 640 credits in the last hour, where it usually uses none. If that was not you, replace the key.',
  },
  {
    matter: { ...burst, used: 0.4, usual: 0.0001 },
    text: 'Mimir used 0.4 credits in the last hour, more than 1,000 times the usual. If that was not you, replace the key.',
  },
  {
    matter: { ...burst, used: 12.34, usual: 1.2, unit: dollars },
    text: 'Mimir used US$12.34 in the last hour, 10 times the usual. If that was not you, replace the key.',
  },
  { matter: runway, text: 'Mimir runs out in about 2 days (23 November 2026): 180 credits left.' },
  {
    matter: { ...runway, amount: 1, emptyAt: now + 1.4 * day },
    text: 'Mimir runs out in about 34 hours (22 November 2026): 1 credit left.',
  },
  {
    matter: { ...runway, emptyAt: now + 1000 },
    text: 'Mimir runs out in about 1 hour (21 November 2026): 180 credits left.',
  },
  {
    matter: { ...runway, emptyAt: now - 1000 },
    text: 'Mimir runs out about now (21 November 2026): 180 credits left.',
  },
  { matter: lapsing, text: 'Mimir: 320 of 1,000 credits expiry on 14 March 2027 at this pace.' },
  {
    matter: { ...lapsing, allocated: undefined, paced: false },
    text: 'Mimir: 320 credits expiry on 14 March 2027 unless used before.',
  },
  { matter: { ...lapsing, allocated: 320 }, text: 'Mimir: 320 credits expiry on 14 March 2027 at this pace.' },
  { matter: { ...lapsing, amount: 319.6 }, text: 'Mimir: 320 of 1,000 credits expiry on 14 March 2027 at this pace.' },
  { matter: { ...lapsing, amount: 1 }, text: 'Mimir: 1 of 1,000 credits expiries on 14 March 2027 at this pace.' },
  {
    matter: { ...lapsing, amount: 1, allocated: undefined },
    text: 'Mimir: 1 credit expiries on 14 March 2027 at this pace.',
  },
  {
    matter: { ...lapsing, amount: 4.2, allocated: 10, unit: dollars },
    text: 'Mimir: US$4.20 of US$10.00 expiries on 14 March 2027 at this pace.',
  },
  { matter: noAnswer, text: 'Mimir has given no balance for 26 hours (service not available).' },
  {
    matter: { ...noAnswer, balanceAt: now - 3 * day, failure: { kind: 'rateLimited', notBefore: now + hour } },
    text: 'Mimir has given no balance for 3 days (asked too often, next try at 13:00).',
  },
  {
    matter: { ...noAnswer, balanceAt: undefined },
    text: 'Mimir has not given a balance yet (service not available).',
  },
];

describe('the text of an alert', () => {
  for (const { matter, text } of single) {
    it(`is "${text}"`, () => assert.equal(alertText([alert(matter)], format, now), text));
  }

  it('is there for every kind', () => {
    assert.deepStrictEqual([...new Set(single.map(({ matter }) => matter.kind))].toSorted(), alertKinds.toSorted());
  });
});

describe('the text of several alerts', () => {
  it('is one message, with the most pressing first', () => {
    const several = [alert(lapsing, 'Olostep'), alert({ kind: 'low', amount: 12, unit }), alert(burst, 'Bloom')];
    assert.equal(
      alertText(several, format, now),
      '3 alerts: Bloom used 640 credits in the last hour, 12 times the usual; Mimir is low: 12 credits; ' +
        'Olostep: 320 of 1,000 credits expiry on 14 March 2027 at this pace.',
    );
  });

  it('says of a key in a few words what is wrong with it', () => {
    const refused = alert({ kind: 'keyRefused', failure: { kind: 'unauthorized' } });
    assert.equal(
      alertText([refused, { ...refused, label: 'Bloom' }], format, now),
      '2 alerts: Mimir: key not accepted; Bloom: key not accepted.',
    );
  });

  it('names five and counts the rest', () => {
    const many = Array.from({ length: 7 }, (_, index) => alert({ kind: 'low', amount: index, unit }, `M${index}`));
    const text = alertText(many, format, now);
    assert.match(text, /^7 alerts: M0 is low: 0 credits; .*M4 is low: 4 credits; and 2 more\.$/);
  });
});

describe('a label in an alert', () => {
  const said = (label: string) => alertText([alert({ kind: 'low', amount: 12, unit }, label)], format, now);

  it('becomes no link', () => {
    assert.equal(said('[x](command:credits.removeAllKeys)'), '[x] (command:credits.removeAllKeys) is low: 12 credits.');
  });

  it('becomes none together with another either', () => {
    const labels = ['[a', '](https://evil.example "b")'];
    const text = alertText(
      labels.map((label) => alert({ kind: 'low', amount: 1, unit }, label)),
      format,
      now,
    );
    assert.doesNotMatch(text, /\]\(/);
  });

  it('becomes none with invisible characters in between, which are taken out first', () => {
    assert.doesNotMatch(said('[x]\u200b(command:a)'), /\]\(/);
    assert.doesNotMatch(said('[x]\u0000(command:a)'), /\]\(/);
  });

  it('stays on its line, and does not turn the rest around', () => {
    assert.equal(said('a\n\nb\u202ec'), 'a b c is low: 12 credits.');
  });
});

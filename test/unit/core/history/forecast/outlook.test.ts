import assert from 'node:assert/strict';
import { Outlooks } from '../../../../../src/core/history/forecast/outlook.ts';
import { credits } from '../../../../../src/core/unit.ts';
import { MemoryAccounts } from '../../../../support/fakes/memoryAccounts.ts';
import { MemoryHistory } from '../../../../support/fakes/memoryHistory.ts';
import { sampleAccount } from '../../../../support/fakes/sampleAccount.ts';
import { sampleSeries } from '../../../../support/fakes/sampleOutlook.ts';
import { sampleReading } from '../../../../support/fakes/sampleReading.ts';

const hour = 3_600_000;
const mimir = sampleAccount();
const now = sampleReading().balanceAt ?? 0;
const reading = sampleReading({ balance: { pools: [{ unit: credits, amount: 52 }] } });

/** Two credits an hour for two days. */
const history = [
  sampleSeries(
    Array.from({ length: 49 }, (_, index) => {
      const at = now - (48 - index) * hour;
      return { at, until: at, amount: 52 + 2 * (48 - index) };
    }),
    { keySetAt: mimir.keySetAt },
  ),
];

function outlooks(loaded = true) {
  const readings = new Map([['mimir', reading]]);
  const store = Object.defineProperty(new MemoryHistory({ mimir: history }), 'loaded', { value: loaded });
  return {
    readings,
    found: new Outlooks({ accounts: new MemoryAccounts([mimir]), readings: { all: () => readings }, history: store }),
  };
}

describe('the outlooks', () => {
  it('are reckoned from the history and the last balance', () => {
    const { usageRate, forecast } = outlooks().found.all().get('mimir') ?? {};
    assert.equal(Math.round(usageRate?.perDay ?? 0), 48);
    assert.equal(Math.round(((forecast?.emptyAt ?? 0) - now) / hour), 26);
  });

  it('are reckoned once for each reading', () => {
    const { readings, found } = outlooks();
    const first = found.all().get('mimir');
    assert.equal(found.all().get('mimir'), first);
    readings.set('mimir', { ...reading });
    assert.notEqual(found.all().get('mimir'), first);
  });

  it('are none before the history has been read', () => {
    assert.equal(outlooks(false).found.all().size, 0);
  });

  it('are none of an account that has not been read with its present key', () => {
    const { readings, found } = outlooks();
    readings.set('mimir', { ...reading, keySetAt: reading.keySetAt + 1 });
    assert.equal(found.all().size, 0);
  });
});

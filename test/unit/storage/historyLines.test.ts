import assert from 'node:assert/strict';
import { updatesBetween } from '../../../src/core/history/record/seriesUpdates.ts';
import type { History, Point, Series } from '../../../src/core/history/series.ts';
import { credits } from '../../../src/core/unit.ts';
import { addedLines, readHistory, wholeHistory } from '../../../src/storage/historyLines.ts';

const point = (at: number, amount: number, more: Partial<Point> = {}): Point => ({ at, until: at, amount, ...more });
const series = (points: readonly Point[], more: Partial<Series> = {}): Series => ({
  accountId: 'a',
  keySetAt: 1,
  pool: 'main',
  unit: credits,
  points,
  lots: [],
  topUps: [],
  ...more,
});
const textOf = (history: History) => wholeHistory(history, [], 99).text;

describe('the lines of a history', () => {
  const tally = { used: 3, toppedUp: 2.5, expired: 0, adjusted: -1 };
  const lots = [{ lot: { kind: 'x', remaining: 4 }, since: 10, until: 40 }];
  const topUps = [{ topUp: { amount: 5 }, since: 20 }];
  const history = [
    series([point(10, 9, { until: 15 }), point(20, 8.25), point(40, -1, { tally })], { lots, topUps }),
    series([point(30, 7)], {
      keySetAt: 2,
      pool: 'searches',
      unit: { kind: 'count', name: 'searches', singular: 'search' },
    }),
  ];

  it('say all of it', () => {
    const content = readHistory('a', textOf(history));
    assert.deepStrictEqual(
      [content?.history, content?.compacted, content?.damage, content?.others],
      [history, 99, 'none', []],
    );
  });

  it('say it by what was appended, too', () => {
    const [first, second] = history as [Series, Series];
    const before = [{ ...first, points: [point(10, 9)], lots: [], topUps: [] }];
    const { text, content } = wholeHistory(before, [], 99);
    const added = addedLines(content.series, updatesBetween(before, [first, second]));
    assert.deepStrictEqual(readHistory('a', text + added.text)?.history, history);
  });

  it('have the largest number there is in place of one that JSON has not', () => {
    const infinite = { used: Number.POSITIVE_INFINITY, toppedUp: 0, expired: 0, adjusted: Number.NEGATIVE_INFINITY };
    const text = textOf([series([point(10, 9), point(20, 8, { tally: infinite })])]);
    assert.deepStrictEqual(
      [text.includes('null'), readHistory('a', text)?.history[0]?.points[1]?.tally],
      [false, { used: Number.MAX_VALUE, toppedUp: 0, expired: 0, adjusted: -Number.MAX_VALUE }],
    );
  });

  for (const line of [
    '[0,[[50],[0],[1]],[],[]]',
    '[0,[[50],[0],["1"],[]],[],[]]',
    '[0,[[50],[0],[null],[]],[],[]]',
    '[0,[[50],[-1],[1],[]],[],[]]',
    '[0,[[50,0],[0,0],[1,1],[]],[],[]]',
    '[0,[[50],[0,0],[1],[]],[],[]]',
    '[0,[[50],[0],[1,1],[]],[],[]]',
    '[0,[50,[0],[1],[]],[],[]]',
    '[0,50,[],[]]',
    '[0,[[50],[0],[1],[5,1,1,1,1]],[],[]]',
    '[0,[[50],[0],[1],["0",1,1,1,1]],[],[]]',
    '[0,[[50],[0],[1],[]],[[0]],[]]',
    '[0,[[50],[0],[1],[]],[[-1,50,50,{"kind":"x"}]],[]]',
    '[0,[[50],[0],[1],[]],[[0.5,50,50,{"kind":"x"}]],[]]',
    '[0,[[50],[0],[1],[]],[[0,50,50,{"kind":7}]],[]]',
    '[0,[[50],[0],[1],[]],[],[[-1,50,{"amount":5}]]]',
    '[0,[[50],[0],[1],[]],[],[[0,"50",{"amount":5}]]]',
    '[0,[[50],[0],[1],[]],[],[[0,1,{"amount":"x"}]]]',
    '[7,[[50],[0],[1],[]],[],[]]',
    '{"series":7,"keySetAt":1,"pool":"main","unit":{"kind":"count","name":"credits"}}',
    '{"more":1}',
  ]) {
    it(`are kept and not used where they are of no known form: ${line}`, () => {
      const content = readHistory('a', `${textOf(history)}${line}\n`);
      assert.deepStrictEqual([content?.history, content?.others, content?.damage], [history, [line], 'none']);
    });
  }

  it('say whether the last one is torn or another is broken', () => {
    const text = textOf(history);
    const damages = [text, `${text}[0,[[50]`, `${text}[0,[[50],[0],[1],[]],[],[]]`, `${text}\0\0\n`].map((damaged) => {
      const content = readHistory('a', damaged);
      assert.deepStrictEqual(content?.history, history);
      return content.damage;
    });
    assert.deepStrictEqual(damages, ['none', 'torn', 'torn', 'broken']);
  });
});

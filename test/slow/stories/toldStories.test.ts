import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { providers } from '../../../src/providers/index.ts';
import {
  ControlError,
  type FastClock,
  fastClock,
  type ProviderId,
  type ScenarioName,
  type Simulator,
  scenarios,
  startSimulator,
} from '../../support/simulator/index.ts';
import { leakedKey } from '../../support/stories/leakedKey.ts';
import { steadyUse } from '../../support/stories/steadyUse.ts';
import { stories, storyNames } from '../../support/stories/stories.ts';
import { topUp } from '../../support/stories/topUp.ts';
import { day, hour } from '../../support/stories/use.ts';

const now = Date.UTC(2031, 4, 20, 12);

describe('a story at the simulator', () => {
  let clock: FastClock;
  let simulator: Simulator;
  beforeEach(async () => {
    clock = fastClock({ start: now, speed: 1, base: () => 0 });
    simulator = await startSimulator({ now: clock.now });
  });
  afterEach(() => simulator.dispose());

  /** What the extension understands of the answer that this account gets. */
  async function balanceOf(account: ScenarioName) {
    const { provider: id, key } = scenarios[account];
    const provider = providers.get(id);
    assert.ok(provider);
    const { path, headers } = provider.request(key, {});
    const answer = await fetch(simulator.endpoints[id] + path, { headers });
    const outcome = provider.interpret(answer.status, await answer.json());
    return 'balance' in outcome ? outcome.balance : assert.fail(`${account} ${answer.status}`);
  }

  it('is what its account has at the time of the clock, as its service says it', async () => {
    for (const name of storyNames) simulator.tell(stories[name]({ now }));
    for (const jump of [0, hour, 30 * 60_000, 90 * 60_000, 5 * day]) {
      clock.jump(jump);
      for (const name of storyNames) {
        const story = stories[name]({ now });
        assert.equal((await balanceOf(story.account)).pools[0].amount, story.left(clock.now()), name);
      }
    }
  });

  it('brings its lots and its top-ups along', async () => {
    simulator.tell(stories.lapsingLot({ now }));
    simulator.tell(stories.topUp({ now }));
    const { lots, amount } = await balanceOf('olostep-demo');
    assert.deepStrictEqual(
      lots?.map(({ kind, allocated, remaining, expiresAt }) => [kind, allocated, remaining, expiresAt]),
      [['Subscription', 1000, amount, Date.UTC(2031, 4, 25)]],
    );
    const before = (await balanceOf('breeze-demo')).pools[0].topUps?.length ?? 0;
    clock.jump(hour);
    const { topUps } = await balanceOf('breeze-demo');
    assert.equal(topUps?.length, before + 1);
    assert.deepStrictEqual(topUps?.[0], {
      id: `topup_story_${before + 1}`,
      amount: 300,
      status: 'completed',
      at: now + hour,
    });
  });

  it('leaves all other accounts as they were', async () => {
    const others = async () =>
      Promise.all((['bloom-low', 'mimir-demo', 'breeze-demo', 'olostep-demo'] as const).map(balanceOf));
    const before = await others();
    simulator.tell(leakedKey({ now }));
    clock.jump(0);
    assert.deepStrictEqual(await others(), before);
  });

  it('can be told by another account of the same service', async () => {
    simulator.tell(steadyUse({ now, left: 50 }), { account: 'fullenrich-low' });
    assert.equal((await balanceOf('fullenrich-low')).pools[0].amount, 50);
    assert.equal((await balanceOf('fullenrich-demo')).pools[0].amount, 180.25);
  });

  it('can be at another time than the clock, earlier or later, and goes on from there', async () => {
    const story = stories.lapsingLot({ now });
    for (const ahead of [-20 * day, 26 * day, 3 * hour]) {
      simulator.tell(story, { at: clock.now() + ahead });
      for (const jump of [0, hour, 3 * day]) {
        clock.jump(jump);
        const { amount, lots } = await balanceOf('olostep-demo');
        assert.equal(amount, story.left(clock.now() + ahead));
        assert.deepStrictEqual(
          lots?.map(({ remaining }) => remaining),
          [amount],
        );
      }
    }
  });

  it('ends when its account is set, with what it had then', async () => {
    simulator.tell(topUp({ now }));
    clock.jump(hour);
    const { topUps } = await balanceOf('breeze-demo');
    simulator.set({ provider: 'breeze', balance: 12 });
    clock.jump(5 * day);
    const after = await balanceOf('breeze-demo');
    assert.deepStrictEqual([after.pools[0].amount, after.pools[0].topUps], [12, topUps]);
  });

  it('goes on through failures', async () => {
    simulator.tell(steadyUse({ now }));
    simulator.failNext({ provider: 'fullenrich', kind: 'status', status: 503 });
    await assert.rejects(balanceOf('fullenrich-demo'), /503/);
    clock.jump(hour);
    assert.equal((await balanceOf('fullenrich-demo')).pools[0].amount, 179.25);
  });

  it('is forgotten at a reset, but for those of the start', async () => {
    simulator.tell(steadyUse({ now, left: 50 }));
    simulator.reset();
    clock.jump(hour);
    assert.equal((await balanceOf('fullenrich-demo')).pools[0].amount, 179.25);
    const other = await startSimulator({ now: clock.now, stories: [steadyUse({ now, left: 99 })] });
    try {
      const ask = async () => {
        const headers = { authorization: `Bearer ${scenarios['fullenrich-demo'].key}` };
        return (await fetch(`${other.endpoints.fullenrich}/account/credits`, { headers })).json();
      };
      assert.deepStrictEqual(await ask(), { balance: 98 });
      other.set({ provider: 'fullenrich', balance: 7 });
      assert.deepStrictEqual(await ask(), { balance: 7 });
      other.reset();
      assert.deepStrictEqual(await ask(), { balance: 98 });
    } finally {
      await other.dispose();
    }
  });

  it('is refused by an account of another service and by one that always gets the same answer', () => {
    for (const account of ['mimir-demo', 'fullenrich-unknown', 'fullenrich-not-set'] as const) {
      assert.throws(() => simulator.tell(steadyUse({ now }), { account }), ControlError, account);
    }
  });

  it('can be told by name at the control endpoint, and what is not understood is said', async () => {
    const tell = async (body: unknown) => {
      const answer = await fetch(`${simulator.controlUrl}/tell`, { method: 'POST', body: JSON.stringify(body) });
      return [answer.status, await answer.json()];
    };
    assert.deepStrictEqual(await tell({ story: 'leakedKey' }), [200, { ok: true }]);
    clock.jump(2 * hour);
    assert.equal((await balanceOf('bloom-demo')).pools[0].amount, 0);
    for (const [body, error] of [
      [{ story: 'unheardOf' }, /^Not understood: "story" must be steadyUse or /],
      [{ story: 'leakedKey', account: 'mimir-demo' }, /^There is no account mimir-demo at bloom\.$/],
      [{}, /^Not understood: "story"/],
    ] as const) {
      const [status, said] = await tell(body);
      assert.equal(status, 400);
      assert.match((said as { error: string }).error, error);
    }
  });

  it('is in the list of accounts with what it has now', async () => {
    simulator.tell(leakedKey({ now }));
    const { accounts } = (await (await fetch(`${simulator.controlUrl}/accounts`)).json()) as {
      accounts: { name: string; provider: ProviderId; balance: number }[];
    };
    assert.equal(accounts.find(({ name }) => name === 'bloom-demo')?.balance, 310);
  });
});

describe('the program of the simulator', () => {
  const main = fileURLToPath(new URL('../../../support/simulator/main.ts', import.meta.url));
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--import=tsx', main, ...args], { encoding: 'utf8' });

  it('says how it is used when it is given what it does not know', function () {
    this.timeout(20_000);
    for (const args of [
      ['--speed', '0'],
      ['--story', 'unheardOf'],
    ]) {
      const { status, stderr } = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /^Usage: .*--speed N.*--story NAME/);
      assert.match(stderr, /leakedKey/);
    }
  });
});

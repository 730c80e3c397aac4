import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stories } from '../stories/stories.ts';
import type { Story } from '../stories/story.ts';
import { balanceAt } from './account.ts';
import type { AccountChange } from './accountChange.ts';
import { writeAnswer } from './answer.ts';
import { answerControl } from './control.ts';
import { checked } from './controlError.ts';
import type { Failure } from './failure.ts';
import { creditsAt } from './olostepLots.ts';
import { isProviderId, type ProviderId } from './providerId.ts';
import type { RequestEntry } from './requestLog.ts';
import { REDIRECTED_PATH, type Surroundings, serve } from './serve.ts';
import { tellSchema } from './tellSchema.ts';
import { createWorld, type Telling, type World } from './world.ts';

/** How a simulator is started. */
export interface SimulatorOptions {
  /** A TCP port of the loopback interface; 0, the default, takes a free one. */
  readonly port?: number;
  /** Milliseconds since the epoch: the clock by which balances fall. */
  readonly now?: () => number;
  /** What goes on at accounts from the start and after each `reset`, by the same clock. */
  readonly stories?: readonly Story[];
}

/** The five services on the loopback interface. */
export interface Simulator {
  /** The base URL of each service: the value for the setting `credits.endpoints`. */
  readonly endpoints: Readonly<Record<ProviderId, string>>;
  /** The URL under which `accounts`, `requests`, `set`, `tell`, `fail` and `reset` are found. */
  readonly controlUrl: string;
  /** A second origin, with the same services under `/bloom` and so on: the failure `redirect` to `other` points there. */
  readonly elsewhere: string;
  /** The requests to the services so far, oldest first. */
  readonly requests: readonly RequestEntry[];
  /** The first request for which `matches` holds, now or as soon as there is one. */
  request(matches: (entry: RequestEntry) => boolean): Promise<RequestEntry>;
  /** Changes what an account has, which ends its story; throws a `ControlError` when there is no such account. */
  set(change: AccountChange): void;
  /** From now on an account has what the story says; throws a `ControlError` when it cannot tell this one. */
  tell(story: Story, telling?: Telling): void;
  /** Makes the next requests to a service fail; throws a `ControlError` when there is no such account. */
  failNext(failure: Failure): void;
  /** Everything as at the start, at the present time. */
  reset(): void;
  /** Closes every connection and both servers. */
  dispose(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The simulator does not listen on a TCP port.');
  }
  return `http://${LOOPBACK}:${address.port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function accountList(world: World): unknown {
  const now = world.now();
  return world.accounts().map((account) => ({
    name: account.name,
    provider: account.provider,
    key: account.key,
    ...(account.reply === undefined
      ? {
          balance: account.provider === 'olostep' ? creditsAt(account, now) : balanceAt(account, now),
          burnPerHour: account.burnPerHour,
        }
      : { alwaysAnswers: account.reply.status }),
  }));
}

function createRouter(world: World, surroundings: Surroundings, origin: RequestEntry['origin']) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const [target = '', ...queries] = (request.url ?? '').split('?');
    const [, first, ...rest] = target.split('/');
    const path = `/${rest.join('/')}`;
    if (first === 'control' && origin === 'own') {
      answerControl(
        {
          ...world,
          accounts: () => accountList(world),
          requests: () => world.log.entries,
          tell(input) {
            const { story, account } = checked(tellSchema, input);
            world.tell(stories[story]({ now: world.now() }), account === undefined ? {} : { account });
          },
        },
        request,
        response,
        path,
      ).catch(() => response.destroy());
      return;
    }
    if (isProviderId(first)) {
      serve(world, surroundings, {
        request,
        response,
        origin,
        provider: first,
        path,
        query: new URLSearchParams(queries.join('?')),
      });
      return;
    }
    writeAnswer(response, { status: 404, json: { error: 'No simulated service has this path.' } });
  };
}

/** Starts the five services on the loopback interface; rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const world = createWorld(options.now ?? Date.now, options.stories);
  let ending = false;
  const origins = { same: '', other: '' };
  const surroundings: Surroundings = {
    location: (provider, to) => `${origins[to]}/${provider}${REDIRECTED_PATH}`,
    ending: () => ending,
  };
  const own = createServer(createRouter(world, surroundings, 'own'));
  const elsewhere = createServer(createRouter(world, surroundings, 'elsewhere'));
  origins.same = await listen(own, options.port ?? 0);
  origins.other = await listen(elsewhere, 0);
  const base = origins.same;

  return {
    endpoints: {
      bloom: `${base}/bloom`,
      mimir: `${base}/mimir`,
      breeze: `${base}/breeze`,
      fullenrich: `${base}/fullenrich`,
      olostep: `${base}/olostep`,
    },
    controlUrl: `${base}/control`,
    elsewhere: origins.other,
    get requests() {
      return world.log.entries;
    },
    request: (matches) => world.log.when(matches),
    set: (change) => world.set(change),
    tell: (story, telling) => world.tell(story, telling),
    failNext: (failure) => world.failNext(failure),
    reset: () => world.reset(),
    async dispose() {
      ending = true;
      await Promise.all([close(own), close(elsewhere)]);
    },
  };
}

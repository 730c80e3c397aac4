import { addAccount } from '../../core/editAccounts.ts';
import { originsOf } from '../../core/endpoint.ts';
import { isTimeout } from '../../core/errors.ts';
import { isRejection } from '../../core/failure.ts';
import { type FoundKey, foundKeys, maskedKey, type VariableSource } from '../../core/keyImport.ts';
import type { Clock, Log, ReadingStore } from '../../core/ports.ts';
import type { ProviderRegistry } from '../../core/provider.ts';
import { errorName } from '../../core/text/errorText.ts';
import { count, type ImportResult, importText } from '../../core/text/importText.ts';
import type { KeyEntryPorts } from '../keyTrial.ts';
import { commands } from '../names.ts';
import { type KeyAnswer, saveFirstBalance } from '../saveFirstReading.ts';
import type { Ui } from '../ui.ts';
import type { Command } from './command.ts';

type ImportPorts = Pick<KeyEntryPorts, 'endpointsOf' | 'readBalance'> &
  Parameters<typeof addAccount>[0] & {
    readonly ui: Ui;
    readonly providers: Pick<ProviderRegistry, 'all'>;
    readonly readings: Pick<ReadingStore, 'put'>;
    readonly clock: Pick<Clock, 'now'>;
    readonly log: Pick<Log, 'warn'>;
    /** The environment of VS Code. */
    readonly environment: VariableSource;
    /** The `.env*` files of the open folders. */
    workspaceFiles(signal: AbortSignal): Promise<readonly VariableSource[]>;
    /** Files that the person picks; undefined when they left. */
    pickFiles(): Promise<readonly VariableSource[] | undefined>;
  };

interface Tried extends KeyAnswer {
  readonly found: FoundKey;
  readonly answeredAt: number;
}

const title = 'Import API Keys';
const mostAtOnce = 4;
const groups = ['Found', 'Maybe for this service', 'Already added'];

/** Credits: Import API Keys from .env… */
export function importKeys(ports: ImportPorts): Command {
  return {
    id: commands.importKeys,
    async run() {
      const { ui } = ports;
      const sources = await look(ports);
      if (!sources) return;
      const found = foundKeys(sources, ports);
      if (found.length === 0) {
        await ui.message('information', 'No API keys of known services were found there.');
        return;
      }
      const items = found.map(itemOf).toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
      const picked = await ui.pickMany(items, {
        title,
        placeholder: 'Select the keys to check and add. Each is sent only to its own service.',
      });
      const chosen = (picked ?? []).flatMap(({ found: one }) => (one.account ? [] : [one]));
      if (chosen.length === 0) return;
      const tried = await ui.cancelable(`Checking ${count(chosen.length, 'key')}`, (signal) =>
        tryAll(ports, chosen, signal),
      );
      if (!tried) {
        await ui.message('information', 'Canceled. No account was added.');
        return;
      }
      const result = await ui.progress('Saving keys…', addAccepted(ports, tried));
      const isFine = result.added.length > 0 && result.unsaved.length === 0;
      await ui.message(isFine ? 'information' : 'warning', importText(result));
    },
  };
}

/** The variables where the person wants them looked for; undefined when they left. */
async function look({ ui, environment, ...ports }: ImportPorts): Promise<readonly VariableSource[] | undefined> {
  const here = {
    label: 'Open Folders and Environment',
    detail: '.env* files, and the variables that VS Code was started with',
  };
  const files = { label: 'Choose Files…', detail: 'any files in .env format' };
  const picked = await ui.pick([here, files], { title, placeholder: 'Where are the keys?' });
  if (picked === undefined) return undefined;
  if (picked.label === files.label) return ports.pickFiles();
  const sources = await ui.cancelable('Looking for keys', (signal) => ports.workspaceFiles(signal));
  return sources && [...sources, environment];
}

function itemOf(found: FoundKey) {
  const { provider, key, variable, places, account, isSure } = found;
  const [place = '', ...others] = places;
  const where = others.length > 0 ? `${place} and ${count(others.length, 'more place')}` : place;
  const added = account ? [`already added as "${account.label}"`] : [];
  return {
    label: provider.name,
    description: [variable, where, maskedKey(key), ...added].join(' · '),
    group: account ? 'Already added' : isSure ? 'Found' : 'Maybe for this service',
    picked: isSure && !account,
    found,
  };
}

/** Asks each service with its key, a few at a time. Undefined: canceled. */
async function tryAll(
  ports: ImportPorts,
  chosen: readonly FoundKey[],
  signal: AbortSignal,
): Promise<readonly Tried[] | undefined> {
  const waiting = [...chosen.entries()];
  const tried: Tried[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      const [index, found] = next;
      const endpoints = ports.endpointsOf(found.provider, found.key, {});
      const outcome = endpoints && (await ports.readBalance(found.provider, endpoints, found.key, {}, signal));
      tried[index] = { found, outcome, answeredAt: ports.clock.now() };
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  return signal.aborted ? undefined : tried;
}

/** Saves the accepted keys, each with its balance. One that can't be saved keeps none of the others from it. */
async function addAccepted(ports: ImportPorts, tried: readonly Tried[]): Promise<ImportResult> {
  const added: string[] = [];
  const unsaved: string[] = [];
  const errors: unknown[] = [];
  for (const { found, outcome, answeredAt } of tried) {
    const { provider, key } = found;
    const endpoints = ports.endpointsOf(provider, key, {});
    if (!outcome || !('balance' in outcome) || !endpoints) continue;
    try {
      // The others would each wait as long in vain.
      if (errors.some(isTimeout)) throw errors[0];
      const account = await addAccount(ports, { provider, key, parameters: {}, origins: originsOf(endpoints) });
      saveFirstBalance(ports, account, outcome.balance, answeredAt);
      added.push(account.label);
    } catch (error) {
      errors.push(error);
      unsaved.push(found.variable);
    }
  }
  for (const name of new Set(errors.map(errorName))) ports.log.warn(`${commands.importKeys}: ${name}`);
  const failed = tried.filter(({ outcome }) => !outcome || 'failure' in outcome);
  const named = (list: readonly Tried[]) => list.map(({ found }) => found.variable);
  return {
    added,
    rejected: named(failed.filter(isRejected)),
    unchecked: named(failed.filter((one) => !isRejected(one))),
    unsaved,
    error: errors[0],
  };
}

/** A service that needs more than a key wasn't asked. */
function isRejected({ outcome }: Tried): boolean {
  if (!outcome || 'balance' in outcome) return false;
  return isRejection(outcome.failure) && outcome.failure.reason !== 'parameterMissing';
}

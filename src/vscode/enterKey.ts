import type { Account, ParameterValues } from '../core/account.ts';
import { cleanKey, keyProblem, parameterProblem } from '../core/apiKey.ts';
import { accountWithKey } from '../core/editAccounts.ts';
import { type Endpoints, originsOf, parseEndpoints } from '../core/endpoint.ts';
import type { Failure } from '../core/failure.ts';
import { bindingAllows, type StoredKey } from '../core/keyBinding.ts';
import type { AccountStore, Fingerprints, Keys } from '../core/ports.ts';
import {
  baseUrlsOf,
  type Outcome,
  type Parameter,
  type ParameterOption,
  type Provider,
  type ProviderRegistry,
} from '../core/provider.ts';
import { failureHelp } from '../core/text/failureText.ts';
import { canceledKeyText, duplicateKeyText, keyPromptText, rejectedKeyText } from '../core/text/keyText.ts';
import { section, settings } from './names.ts';
import type { StepInput, Ui } from './ui.ts';

/** What entering a key works with. */
export interface KeyEntryPorts {
  readonly ui: Ui;
  readonly providers: Pick<ProviderRegistry, 'all'>;
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly keys: Pick<Keys, 'get'>;
  readonly fingerprints: Fingerprints;
  /** A browser has a secret storage of its own. */
  readonly inBrowser: boolean;
  /** Where a key is sent; undefined when the setting for it can't be used. */
  endpointsOf(provider: Provider, key: string, parameters: ParameterValues): Endpoints | undefined;
  /** Asks the service with a key that isn't saved. Undefined: canceled. */
  tryKey(
    provider: Provider,
    endpoints: Endpoints,
    key: string,
    parameters: ParameterValues,
    signal: AbortSignal,
  ): Promise<Outcome | undefined>;
}

/** A key to be saved, with the answer of its service (undefined: it was not asked to the end). */
export interface EnteredKey {
  readonly endpoints: Endpoints;
  readonly key: string;
  readonly parameters: ParameterValues;
  readonly outcome: Outcome | undefined;
}

const anotherKey = 'Enter Another Key';
const anotherWorkspace = 'Enter Another Workspace';
const saveAnyway = 'Save Anyway';
const saveUnchecked = 'Save Without Checking';
const openSetting = 'Open Setting';

/**
 * Asks for a key and what else the service needs, and tries it before anything is saved. A rejected key is to be saved
 * only if the person says so; one that couldn't be tried is. For an account it is the key and the parameters that are to
 * take the place of its own. Undefined: nothing is to be saved.
 */
export async function enterKey(
  ports: KeyEntryPorts,
  provider: Provider,
  account?: Account,
): Promise<EnteredKey | undefined> {
  const { ui } = ports;
  let parameters: ParameterValues = account?.parameters ?? {};
  if (!ports.endpointsOf(provider, '', parameters)) return explainEndpoint(ports, provider);
  // Without parameters there is nothing to change but the key.
  let current = account && provider.parameters.length > 0 ? await currentKey(ports, account) : undefined;
  let key: string | undefined;
  const input = ui.openInput();
  try {
    for (;;) {
      key ??= await askForKey(input, ports, provider, parameters, account, current);
      if (key === undefined) return undefined;
      const values = await askForParameters(input, ports, provider, key, parameters);
      if (!values) return undefined;
      parameters = values;
      const same = accountWithKey(ports, { provider, key, parameters });
      if (same && same.id !== account?.id) {
        await ui.message('information', duplicateKeyText(same.label));
        return undefined;
      }
      const endpoints = ports.endpointsOf(provider, key, parameters);
      if (!endpoints) return explainEndpoint(ports, provider);
      if (key === current?.key && !mayBeSent(current, provider, endpoints)) {
        // Another parameter leads to another host: nothing is sent there until the key is entered.
        [key, current] = [undefined, undefined];
        continue;
      }
      const entered = { endpoints, key, parameters };
      const outcome = await input.during('Checking key…', (signal) =>
        ports.tryKey(provider, entered.endpoints, entered.key, entered.parameters, signal),
      );
      const decision = await decide(ui, provider, outcome);
      if (decision === 'save') return { ...entered, outcome };
      if (decision === 'stop') return undefined;
      if (decision === 'anotherKey') key = undefined;
    }
  } finally {
    input.dispose();
  }
}

/** The service answered, and the answer is no. */
export function isRejection({ kind }: Failure): boolean {
  return kind === 'unauthorized' || kind === 'forbidden' || kind === 'notFound';
}

/** The key that an account has now, if it may be sent again; a keyring that refuses just asks for it again. */
async function currentKey({ keys, fingerprints }: KeyEntryPorts, account: Account): Promise<StoredKey | undefined> {
  const stored = await keys.get(account.id).catch(() => undefined);
  return stored?.binding && fingerprints.matches(account.fingerprint, stored.key) ? stored : undefined;
}

function mayBeSent({ binding }: StoredKey, provider: Provider, endpoints: Endpoints): boolean {
  return binding !== undefined && bindingAllows(binding, provider.id, originsOf(endpoints));
}

/** The key, cleaned; undefined when the person left. */
async function askForKey(
  input: StepInput,
  ports: KeyEntryPorts,
  provider: Provider,
  values: ParameterValues,
  account: Account | undefined,
  current: StoredKey | undefined,
): Promise<string | undefined> {
  const { name, pages, parameters } = provider;
  const endpoints = ports.endpointsOf(provider, '', values);
  const keeps = current && endpoints && mayBeSent(current, provider, endpoints) ? current.key : undefined;
  const where = keyPromptText(name, { inBrowser: ports.inBrowser, ...hostsOf(provider, values, account, endpoints) });
  const optional = `Leave empty to change only the ${parameters.map(({ title }) => title).join(' and ')}.`;
  const typed = await input.ask({
    title: `${name} API key`,
    prompt: keeps === undefined ? where : `${where} ${optional}`,
    placeholder: 'Paste or type the key',
    password: true,
    page: pages.keys === undefined ? undefined : { tooltip: `Open the ${name} key page`, url: pages.keys },
    check(text) {
      const cleaned = cleanKey(text);
      return cleaned === '' && keeps !== undefined ? undefined : keyProblem(cleaned, provider.key);
    },
  });
  return typed === undefined ? undefined : cleanKey(typed) || keeps;
}

/** The hosts that a key is sent to, if they aren't the service's own, and whether they are other ones than before. */
function hostsOf(
  provider: Provider,
  values: ParameterValues,
  account: Account | undefined,
  endpoints: Endpoints | undefined,
): { readonly hosts: readonly string[]; readonly moved: boolean } {
  const own = parseEndpoints(baseUrlsOf(provider, '', values));
  const usual: readonly string[] = own ? originsOf(own) : [];
  const asked: readonly string[] = endpoints ? originsOf(endpoints) : usual;
  const moved = asked.some((origin) => !(account?.origins ?? usual).includes(origin));
  const isUsual = !moved && asked.every((origin) => usual.includes(origin));
  return { hosts: isUsual ? [] : asked.map((origin) => new URL(origin).host), moved };
}

/** The values that the service needs beside the key; undefined when the person left. */
async function askForParameters(
  input: StepInput,
  ports: KeyEntryPorts,
  { parameters }: Provider,
  key: string,
  before: ParameterValues,
): Promise<ParameterValues | undefined> {
  const shapes = ports.providers.all.map((provider) => provider.key);
  const values: Record<string, string> = {};
  for (const parameter of parameters) {
    const { id, title, prompt, placeholder, options } = parameter;
    const value = options
      ? await pickOption(ports.ui, parameter, options, before[id])
      : await input.ask({
          title,
          prompt,
          placeholder,
          value: before[id] ?? '',
          check: (typed) => parameterProblem(typed.trim(), key, shapes),
        });
    if (value === undefined) return undefined;
    if (value.trim() !== '') values[id] = value.trim();
  }
  return values;
}

async function pickOption(
  ui: Ui,
  { title, prompt }: Parameter,
  options: readonly ParameterOption[],
  before: string | undefined,
): Promise<string | undefined> {
  // The first is the one that Enter picks.
  const items = options.toSorted((a, b) => Number(b.value === before) - Number(a.value === before));
  return (await ui.pick(items, { title, placeholder: prompt }))?.value;
}

async function decide(
  ui: Ui,
  { name, parameters }: Provider,
  outcome: Outcome | undefined,
): Promise<'save' | 'anotherKey' | 'anotherWorkspace' | 'stop'> {
  if (outcome === undefined) {
    const chosen = await ui.message('warning', canceledKeyText(name), anotherKey, saveUnchecked);
    return chosen === saveUnchecked ? 'save' : chosen === anotherKey ? 'anotherKey' : 'stop';
  }
  if ('balance' in outcome || !isRejection(outcome.failure)) return 'save';
  // A service without parameters has no workspace to enter.
  const isWorkspace = outcome.failure.reason === 'workspace' && parameters.length > 0;
  const again = isWorkspace ? anotherWorkspace : anotherKey;
  const chosen = await ui.message('error', rejectedKeyText(name, outcome.failure), again, saveAnyway);
  if (chosen === saveAnyway) return 'save';
  return chosen === again ? (isWorkspace ? 'anotherWorkspace' : 'anotherKey') : 'stop';
}

async function explainEndpoint({ ui }: KeyEntryPorts, { name }: Provider): Promise<undefined> {
  const text = failureHelp({ kind: 'unexpected', reason: 'endpointInvalid' }).sentence(name);
  if ((await ui.message('error', text, openSetting)) === openSetting) {
    await ui.run('workbench.action.openSettings', `@id:${section}.${settings.endpoints}`);
  }
}

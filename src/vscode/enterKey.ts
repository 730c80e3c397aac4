import type { Account, ParameterValues } from '../core/account.ts';
import { labelProblem, suggestedLabel } from '../core/accountLabel.ts';
import { lacksValue, type Parameter, type ParameterOption, type Provider } from '../core/provider.ts';
import { canceledKeyText } from '../core/text/keyText.ts';
import { type AfterKey, KeyEntry, type StepEnd } from './keyEntry.ts';
import { type EnteredKey, endpointText, type KeyEntryPorts } from './keyTrial.ts';
import { section, settings } from './names.ts';
import { type Back, back, type StepInput } from './ui.ts';

/** A step; it is told whether there is one before it. */
type Step = (canGoBack: boolean) => Promise<StepEnd>;

/**
 * Asks for a key of a service, tries it, and only then asks for what else makes the account: a workspace, a name where
 * there is something to tell apart. What has to be known before a key can be tried is asked first. `back`: to the service.
 * `pasted`: a key that was entered before the service was chosen.
 */
export async function enterNewKey(
  ports: KeyEntryPorts,
  provider: Provider,
  pasted?: string,
): Promise<(EnteredKey & { readonly label: string | undefined }) | Back | undefined> {
  if (!ports.endpointsOf(provider, '', {})) return explainEndpoint(ports, provider);
  return withInput(ports, async (input) => {
    const entry = new KeyEntry(ports, input, provider, undefined, pasted);
    const texts = textSteps(entry, provider);
    const follows = afterKey(provider, {});
    let label: string | undefined;
    const end = await inTurn(
      [
        ...optionSteps(entry, provider),
        (canGoBack) => entry.enterKey(follows, canGoBack),
        ...texts,
        async () => {
          const accounts = ports.accounts.all();
          const { parameters = {} } = entry.entered ?? {};
          const values = typedParameters(provider).flatMap(({ id }) => parameters[id] ?? []);
          const isFirst = accounts.every((other) => other.provider !== provider.id);
          // The first of a service is called like it.
          if (isFirst && values.length === 0) return 'skip';
          const typed = await enterLabel(
            ports,
            input,
            suggestedLabel(provider.name, values, accounts, shapesOf(ports)),
          );
          if (typeof typed !== 'string') return typed;
          label = typed;
          return 'next';
        },
      ],
      true,
    );
    if (end === undefined && entry.isUnderWay) await ports.ui.message('information', canceledKeyText(provider.name));
    if (end !== 'done') return end;
    return entry.entered && { ...entry.entered, label };
  });
}

/** Asks for another key for an account, with the parameters that it has; undefined when nothing is to be saved. */
export async function enterOtherKey(
  ports: KeyEntryPorts,
  provider: Provider,
  account: Account,
): Promise<EnteredKey | undefined> {
  if (!ports.endpointsOf(provider, '', account.parameters)) return explainEndpoint(ports, provider);
  return withInput(ports, async (input) => {
    const entry = new KeyEntry(ports, input, provider, account);
    const texts = textSteps(entry, provider);
    const follows = { ...afterKey(provider, account.parameters), mayBecomeAnother: false };
    const end = await inTurn(
      [
        (canGoBack) => entry.enterKey(follows, canGoBack),
        // Only for the workspace that the key has no access to, or a value that is missing.
        ...texts.map(
          (step): Step =>
            async (canGoBack) =>
              entry.wantsText ? step(canGoBack) : 'skip',
        ),
      ],
      false,
    );
    if (end === undefined && entry.isUnderWay) await ports.ui.message('information', canceledKeyText(provider.name));
    return end === 'done' ? entry.entered : undefined;
  });
}

/**
 * Asks for other parameters for an account, and tries them with the key that it has. The key has to be entered where the
 * saved one may not be sent with them. Undefined when nothing is to be saved.
 */
export async function enterOtherParameters(
  ports: KeyEntryPorts,
  provider: Provider,
  account: Account,
): Promise<(EnteredKey & { readonly isSavedKey: boolean }) | undefined> {
  if (!ports.endpointsOf(provider, '', account.parameters)) return explainEndpoint(ports, provider);
  return withInput(ports, async (input) => {
    const entry = new KeyEntry(ports, input, provider, account);
    const texts = textSteps(entry, provider);
    const follows = afterKey(provider, {});
    const end = await inTurn(
      [
        ...optionSteps(entry, provider),
        async (canGoBack) => ((await entry.takeSavedKey()) ? 'skip' : entry.enterKey(follows, canGoBack)),
        ...texts,
        async (canGoBack) => (entry.entered ? 'skip' : entry.enterKey(nothingAfterKey, canGoBack)),
      ],
      false,
    );
    const { entered, isSavedKey } = entry;
    return end === 'done' && entered ? { ...entered, isSavedKey } : undefined;
  });
}

/** What follows the key: the values that are typed. It is tried with these, or there where the service needs others. */
function afterKey(provider: Provider, values: ParameterValues): AfterKey {
  const hasTexts = typedParameters(provider).length > 0;
  return { mayBecomeAnother: hasTexts, asksForText: hasTexts, triesKey: lacksValue(provider, values) };
}

const nothingAfterKey: AfterKey = { mayBecomeAnother: false, asksForText: false, triesKey: false };

function optionSteps(entry: KeyEntry, { parameters }: Provider): readonly Step[] {
  return parameters.flatMap((parameter) => {
    const { options } = parameter;
    return options ? [optionStep(entry, parameter, options)] : [];
  });
}

function optionStep(entry: KeyEntry, parameter: Parameter, options: readonly ParameterOption[]): Step {
  return (canGoBack) => entry.pickOption(parameter, options, canGoBack);
}

function typedParameters({ parameters }: Provider): readonly Parameter[] {
  return parameters.filter(({ options }) => !options);
}

function textSteps(entry: KeyEntry, provider: Provider): readonly Step[] {
  const texts = typedParameters(provider);
  return texts.map(
    (parameter): Step =>
      (canGoBack) =>
        entry.enterText(parameter, parameter === texts.at(-1), canGoBack),
  );
}

/** Goes through the steps, forth and back. `back`: out of the first one that was shown, where `canLeaveBack`. */
export async function inTurn(steps: readonly Step[], canLeaveBack: boolean): Promise<'done' | Back | undefined> {
  const shown: number[] = [];
  for (let at = 0; at < steps.length; ) {
    const end = await steps[at]?.(canLeaveBack || shown.length > 0);
    if (end === undefined) return undefined;
    if (end === back) {
      const previous = shown.pop();
      if (previous === undefined) return back;
      at = previous;
    } else {
      if (end === 'next') shown.push(at);
      at += 1;
    }
  }
  return 'done';
}

async function enterLabel(
  { accounts, ...ports }: KeyEntryPorts,
  input: StepInput,
  suggested: string,
): Promise<string | Back | undefined> {
  return input.ask(
    {
      title: 'Account name',
      prompt: 'The name in the status bar and the view.',
      placeholder: 'Name',
      value: suggested,
      check: (typed) => labelProblem(typed.trim(), undefined, accounts.all(), shapesOf(ports)),
      busy: '',
      attempt: async (typed) => ({ value: typed.trim() }),
    },
    true,
  );
}

function shapesOf({ providers }: Pick<KeyEntryPorts, 'providers'>) {
  return providers.all.map(({ key }) => key);
}

async function withInput<T>({ ui }: Pick<KeyEntryPorts, 'ui'>, steps: (input: StepInput) => Promise<T>): Promise<T> {
  const input = ui.openInput();
  try {
    return await steps(input);
  } finally {
    input.dispose();
  }
}

async function explainEndpoint({ ui }: KeyEntryPorts, provider: Provider): Promise<undefined> {
  const openSetting = 'Open Setting';
  if ((await ui.message('error', endpointText(provider), openSetting)) === openSetting) {
    await ui.run('workbench.action.openSettings', `@id:${section}.${settings.endpoints}`);
  }
}

import * as vscode from 'vscode';
import type { Endpoints } from '../core/endpoint.ts';
import type { Failure } from '../core/failure.ts';
import type { Outcome, Provider } from '../core/provider.ts';
import { readBalance } from '../core/refresh/readBalance.ts';
import { failureHelp } from '../core/text/failureText.ts';
import type { CommandContext } from './commandContext.ts';
import { KeyPrompt } from './keyPrompt.ts';
import { section, settings } from './names.ts';

/** A key that is to be stored, with what the service said of it (undefined: it was not asked). */
export interface CheckedKey {
  readonly endpoints: Endpoints;
  readonly key: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outcome: Outcome | undefined;
}

const anotherKey = 'Enter Another Key';
const storeAnyway = 'Store Anyway';
const storeUnchecked = 'Store Unchecked';
const openSetting = 'Open Setting';

/**
 * Asks for a key and what else the service needs, and tries it before anything is stored. A refused key is stored only
 * if the person says so; one that could not be tried is stored. Undefined: nothing is to be stored.
 */
export async function enterKey(
  { check }: Pick<CommandContext, 'check'>,
  provider: Provider,
  known?: Readonly<Record<string, string>>,
): Promise<CheckedKey | undefined> {
  const prompt = new KeyPrompt(provider);
  try {
    let key: string | undefined;
    let parameters = known;
    for (;;) {
      key ??= await prompt.askForKey();
      if (key === undefined) return undefined;
      parameters = known ?? (await askForParameters(prompt, provider, parameters ?? {}));
      if (!parameters) return undefined;
      const endpoints = check.endpointsOf(provider, key, parameters);
      if (!endpoints) {
        await explain({ kind: 'unexpected', reason: 'endpointInvalid' }, provider.name);
        return undefined;
      }
      const tried = { endpoints, key, parameters };
      const outcome = await prompt.during((signal) =>
        readBalance(check, provider, endpoints, tried.key, tried.parameters, signal),
      );
      const decision = await decide(provider, outcome);
      if (decision === 'store') return { ...tried, outcome };
      if (decision === 'stop') return undefined;
      // A wrong workspace is no reason to type the key again.
      if (known !== undefined || !isWorkspaceFailure(outcome)) key = undefined;
    }
  } finally {
    prompt.dispose();
  }
}

async function askForParameters(
  prompt: KeyPrompt,
  provider: Provider,
  before: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>> | undefined> {
  const parameters: Record<string, string> = {};
  for (const parameter of provider.parameters) {
    const value = await prompt.askForParameter(parameter, before[parameter.id] ?? '');
    if (value === undefined) return undefined;
    if (value !== '') parameters[parameter.id] = value;
  }
  return parameters;
}

async function decide({ name }: Provider, outcome: Outcome | undefined): Promise<'store' | 'again' | 'stop'> {
  if (outcome === undefined) {
    const text = `The check was canceled, so the key of ${name} has not been stored.`;
    const chosen = await vscode.window.showWarningMessage(text, storeUnchecked, anotherKey);
    return chosen === storeUnchecked ? 'store' : chosen === anotherKey ? 'again' : 'stop';
  }
  if ('balance' in outcome || !isRefusal(outcome.failure)) return 'store';
  const again = isWorkspaceFailure(outcome) ? 'Enter Another Workspace' : anotherKey;
  const text = `${failureHelp(outcome.failure).sentence(name)} It has not been stored.`;
  const chosen = await vscode.window.showErrorMessage(text, again, storeAnyway);
  return chosen === storeAnyway ? 'store' : chosen === again ? 'again' : 'stop';
}

/** The service answered, and the answer is no. */
function isRefusal({ kind }: Failure): boolean {
  return kind === 'unauthorized' || kind === 'forbidden' || kind === 'notFound';
}

function isWorkspaceFailure(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && 'failure' in outcome && outcome.failure.reason === 'workspace';
}

async function explain(failure: Failure, name: string): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(failureHelp(failure).sentence(name), openSetting);
  if (chosen)
    await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${section}.${settings.endpoints}`);
}

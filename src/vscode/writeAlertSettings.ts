import type { AlertKind } from '../core/alerts/alert.ts';
import { chosenAlerts, offValue } from '../core/alerts/alertSettings.ts';
import { settings as names } from './names.ts';
import type { Settings } from './settings.ts';

type AlertSettings = Pick<Settings, 'alerts' | 'write'>;

/** Turns alerts of these kinds off in the user's settings. Rejects when VS Code can't write them. */
export async function turnOffAlerts(settings: AlertSettings, kinds: readonly AlertKind[]): Promise<void> {
  await splitAlerts(settings);
  for (const kind of kinds) await settings.write(nameOf(kind), offValue(kind));
}

/**
 * Replaces the object that `credits.alerts` is in settings of version 0.1.0 by the setting of each kind. Rejects when VS
 * Code can't write its settings; until it can, the object is read. VS Code doesn't tell the two apart, and leaves the file
 * as it is where nothing changes.
 */
export async function splitAlerts(settings: AlertSettings): Promise<void> {
  if (settings.alerts.value === undefined) return;
  for (const [kind, value] of chosenAlerts(settings.alerts.value)) await settings.write(nameOf(kind), value);
  // Last: at every moment each choice is written somewhere. A setting that isn't registered can only be removed.
  await settings.write(names.alerts, undefined);
}

function nameOf(kind: AlertKind): string {
  return `${names.alerts}.${kind}`;
}

import { type AlertKind, alertKinds, earlierNames } from './alert.ts';

/** Which alerts are shown, and how early. */
export interface AlertSettings {
  readonly low: boolean;
  readonly critical: boolean;
  readonly empty: boolean;
  readonly blocked: boolean;
  readonly invalidKey: boolean;
  readonly burst: boolean;
  /** Days; false turns it off. */
  readonly runway: number | false;
  /** Days; false turns it off. */
  readonly expiring: number | false;
  /** Hours; false turns it off. */
  readonly unreachable: number | false;
}

/** How many days ahead is looked while nobody has chosen, for alerts and for the marks of the same kinds. */
export const usualDays = { runway: 3, expiring: 7 } as const;

/** The settings where nothing else is set, as in package.json. A test holds the two together. */
export const defaultAlerts: AlertSettings = {
  low: true,
  critical: true,
  empty: true,
  blocked: true,
  invalidKey: true,
  ...usualDays,
  burst: true,
  unreachable: 24,
};

/**
 * Parses the values below `credits.alerts`, by kind, whatever they are: one that can't be used is ignored. In settings of
 * version 0.1.0 it is one object, in which kinds have earlier names and false stands for 0.
 */
export function alertSettingsOf(value: unknown): AlertSettings {
  const entries = entriesOf(value);
  const entryOf = (kind: AlertKind) => entries.get(entries.has(kind) ? kind : earlierName(kind));
  const flag = (kind: AlertKind) => {
    const entry = entryOf(kind);
    return typeof entry === 'boolean' ? entry : true;
  };
  const limit = (kind: 'runway' | 'expiring' | 'unreachable') => {
    const entry = entryOf(kind);
    const isUsable = entry === false || (typeof entry === 'number' && entry >= 0 && Number.isFinite(entry));
    // Within 0 days is never.
    return (isUsable ? entry : defaultAlerts[kind]) || false;
  };
  return {
    low: flag('low'),
    critical: flag('critical'),
    empty: flag('empty'),
    blocked: flag('blocked'),
    invalidKey: flag('invalidKey'),
    burst: flag('burst'),
    runway: limit('runway'),
    expiring: limit('expiring'),
    unreachable: limit('unreachable'),
  };
}

/** What turns a kind off in its setting. */
export function offValue(kind: AlertKind): false | 0 {
  return typeof defaultAlerts[kind] === 'boolean' ? false : 0;
}

/** The settings that stand for a value of `credits.alerts` as version 0.1.0 has it: what was chosen in it, by kind. */
export function chosenAlerts(value: unknown): ReadonlyMap<AlertKind, boolean | number> {
  const entries = entriesOf(value);
  const settings = alertSettingsOf(value);
  const chosen = alertKinds.filter(
    (kind) => settings[kind] !== defaultAlerts[kind] || entries.has(kind) || entries.has(earlierName(kind)),
  );
  return new Map(chosen.map((kind) => [kind, settings[kind] === false ? offValue(kind) : settings[kind]]));
}

/** Whether alerts of this kind are shown. */
export function isOn(settings: AlertSettings, kind: AlertKind): boolean {
  return settings[kind] !== false;
}

/** The kinds that are shown, the most pressing first. */
export function kindsOn(settings: AlertSettings): readonly AlertKind[] {
  return alertKinds.filter((kind) => isOn(settings, kind));
}

/** As a map: the names are typed by people, and `__proto__` is one of them. */
function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return new Map(isObject ? Object.entries(value) : []);
}

function earlierName(kind: AlertKind): string {
  return Object.hasOwn(earlierNames, kind) ? earlierNames[kind as keyof typeof earlierNames] : kind;
}

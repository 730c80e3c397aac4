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

/** The settings where nothing else is set, as in package.json. A test holds the two together. */
export const defaultAlerts: AlertSettings = {
  low: true,
  critical: true,
  empty: true,
  blocked: true,
  invalidKey: true,
  runway: 3,
  expiring: 7,
  burst: true,
  unreachable: 24,
};

/** Parses the value of `credits.alerts`, whatever it is: an entry that can't be used is ignored. */
export function alertSettingsOf(value: unknown): AlertSettings {
  const entries = entriesOf(value);
  const entryOf = (kind: AlertKind) =>
    entries.has(kind) || !(kind in earlierNames)
      ? entries.get(kind)
      : entries.get(earlierNames[kind as keyof typeof earlierNames]);
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

/** The value for `credits.alerts` with these kinds turned off and everything else as the user set it. */
export function withoutKinds(value: unknown, kinds: readonly AlertKind[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...entriesOf(value), ...kinds.map((kind) => [kind, false] as const)]);
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

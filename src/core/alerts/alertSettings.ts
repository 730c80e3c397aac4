import { type AlertKind, alertKinds } from './alertKind.ts';

/** Which alerts a person wants, and how early. */
export interface AlertSettings {
  readonly low: boolean;
  readonly critical: boolean;
  readonly empty: boolean;
  readonly blocked: boolean;
  readonly keyRefused: boolean;
  readonly burst: boolean;
  /** Days; false turns it off. */
  readonly runway: number | false;
  /** Days; false turns it off. */
  readonly lapsing: number | false;
  /** Hours; false turns it off. */
  readonly noAnswer: number | false;
}

/** What counts while nothing else is set, as in package.json. A test holds the two together. */
export const defaultAlerts: AlertSettings = {
  low: true,
  critical: true,
  empty: true,
  blocked: true,
  keyRefused: true,
  runway: 3,
  lapsing: 7,
  burst: true,
  noAnswer: 24,
};

/** From the value of `credits.alerts`, whatever it is: an entry that cannot be used is as if it were not there. */
export function alertSettingsOf(value: unknown): AlertSettings {
  const given = entriesOf(value);
  const pick = <T>(kind: AlertKind, usable: (entry: unknown) => entry is T, preset: T) => {
    const entry = given.get(kind);
    return usable(entry) ? entry : preset;
  };
  const flag = (entry: unknown): entry is boolean => typeof entry === 'boolean';
  const limit = (entry: unknown): entry is number | false =>
    entry === false || (typeof entry === 'number' && entry >= 0 && Number.isFinite(entry));
  const preset = defaultAlerts;
  return {
    low: pick('low', flag, preset.low),
    critical: pick('critical', flag, preset.critical),
    empty: pick('empty', flag, preset.empty),
    blocked: pick('blocked', flag, preset.blocked),
    keyRefused: pick('keyRefused', flag, preset.keyRefused),
    burst: pick('burst', flag, preset.burst),
    // Within 0 days is never.
    runway: pick('runway', limit, preset.runway) || false,
    lapsing: pick('lapsing', limit, preset.lapsing) || false,
    noAnswer: pick('noAnswer', limit, preset.noAnswer) || false,
  };
}

/** The value for `credits.alerts` with these kinds turned off and all else as the person left it. */
export function withoutKinds(value: unknown, kinds: readonly AlertKind[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...entriesOf(value), ...kinds.map((kind) => [kind, false] as const)]);
}

/** Whether a person wants this kind. */
export function isOn(settings: AlertSettings, kind: AlertKind): boolean {
  return settings[kind] !== false;
}

/** The kinds that a person wants, the most pressing first. */
export function kindsOn(settings: AlertSettings): readonly AlertKind[] {
  return alertKinds.filter((kind) => isOn(settings, kind));
}

/** As a map: the names are typed by people, and `__proto__` is one of them. */
function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return new Map(isObject ? Object.entries(value) : []);
}

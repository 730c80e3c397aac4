/** Values by name that a service needs beside the key, e.g. Bloom's `workspaceId`. Never secret. */
export type ParameterValues = Readonly<Record<string, string>>;

/** One or two https origins of a service, the main one first. */
export type Origins = readonly [string, ...string[]];

/** One key at one provider. The key itself is in SecretStorage, under the account's id. */
export interface Account {
  /** The provider's id, with a number from the second account on: `bloom`, `bloom-2`. Used in `credits.thresholds`. */
  readonly id: string;
  readonly provider: string;
  /** The name that the person sees. */
  readonly label: string;
  readonly parameters: ParameterValues;
  /** The origins that the key was entered for, the main one first. The binding saved with the key decides. */
  readonly origins: Origins;
  /** Of the key that was entered, by `Fingerprints`: another key in its place is not this account's. */
  readonly fingerprint: string;
  /** When the key was entered, in milliseconds since 1970. A reading belongs to the key of the same time. */
  readonly keySetAt: number;
  /** Not checked until it is resumed; its key and history stay. */
  readonly paused?: boolean | undefined;
  /** Shows no alerts; everything else is as always. */
  readonly muted?: boolean | undefined;
  /** Shown in the status bar always or never; by its balance where it is left out. */
  readonly statusBar?: 'pinned' | 'hidden' | undefined;
}

/** The ids of a provider's accounts in their order: `bloom`, `bloom-2`, `bloom-3`… */
export function* accountIds(provider: string): Generator<string> {
  yield provider;
  for (let n = 2; ; n += 1) yield `${provider}-${n}`;
}

/** A label that no account has yet: "Bloom", then "Bloom 2". */
export function freeLabel(name: string, taken: readonly Account[]): string {
  const labels = new Set(taken.map(({ label }) => label));
  let label = name;
  for (let n = 2; labels.has(label); n += 1) label = `${name} ${n}`;
  return label;
}

/** True if two accounts with these parameters would be the same. */
export function isEqual(a: ParameterValues, b: ParameterValues): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every((id) => (a[id] ?? '') === (b[id] ?? ''));
}

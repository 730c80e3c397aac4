/** What a person can be told of. The list is closed; the names are those in the setting `credits.alerts`. */
export const alertKinds = [
  'blocked',
  'empty',
  'keyRefused',
  'burst',
  'critical',
  'runway',
  'low',
  'lapsing',
  'noAnswer',
] as const;

/** What a person can be told of, the most pressing first. */
export type AlertKind = (typeof alertKinds)[number];

/** Kinds that one fall goes through: of these, the most pressing alone is told. */
export const ladder = ['blocked', 'empty', 'critical', 'low'] as const satisfies readonly AlertKind[];

/** The kind that a watch is of: `lapsing@20526` is of the kind `lapsing`. */
export function kindOf(watch: string): AlertKind | undefined {
  const [name] = watch.split('@');
  return alertKinds.find((kind) => kind === name);
}

import type { Condition, Meaning } from './entry.ts';
import { find } from './jsonPointer.ts';

/** Whether a condition holds in an answer. A missing value is none of those that it names. */
export function holds(answer: unknown, condition: Condition): boolean {
  if (typeof condition === 'string') return find(answer, condition)[0] === true;
  const [value] = find(answer, condition.path) as readonly (string | number | boolean | null | undefined)[];
  const isOneOf = (values: readonly unknown[]) => value !== undefined && values.includes(value);
  if ('exists' in condition) return condition.exists === (value !== undefined && value !== null);
  return 'is' in condition ? isOneOf(condition.is) : !isOneOf(condition.not);
}

/** As `holds`, but undefined where the answer doesn't have the value or has null: the service doesn't say. */
export function saidIn(answer: unknown, condition: Condition): boolean | undefined {
  const [value] = find(answer, typeof condition === 'string' ? condition : condition.path);
  if (value === undefined || value === null) return undefined;
  return typeof condition === 'string' && typeof value !== 'boolean' ? undefined : holds(answer, condition);
}

type Rules = Meaning | readonly { readonly if?: Condition | undefined; readonly means: Meaning }[];

/** The meaning of an answer by the first rule that holds; undefined where none does. */
export function meaningOf(answer: unknown, rules: Rules | undefined): Meaning | undefined {
  if (rules === undefined || typeof rules === 'string') return rules;
  return rules.find((rule) => rule.if === undefined || holds(answer, rule.if))?.means;
}

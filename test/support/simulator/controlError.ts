import * as z from 'zod/mini';

/** Control input that is not understood; its message is one sentence for the person who sent it. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const field = issue.path.length === 0 ? 'The body' : `"${issue.path.join('.')}"`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `"${key}"`).join(', ')} is not a field here`;
    case 'invalid_type':
      return `${field} must be of type ${issue.expected === 'int' ? 'whole number' : issue.expected}`;
    case 'invalid_value':
      return `${field} must be ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return `${field} must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `${field} must be at most ${issue.maximum}`;
    case 'invalid_union':
      return 'options' in issue
        ? `${field} must be one of ${issue.options?.map(String).join(', ')}`
        : `${field} has a value that is not known here`;
    default:
      return `${field} has a value that is not known here`;
  }
}

/** Checks control input against its schema; throws a `ControlError` that names each field that is wrong. */
export function checked<T extends z.ZodMiniType>(schema: T, input: unknown): z.output<T> {
  const result = z.safeParse(schema, input);
  if (result.success) {
    return result.data;
  }
  throw new ControlError(`Not understood: ${result.error.issues.map(sentenceOf).join('; ')}.`);
}

import * as z from 'zod/mini';
import { entrySchema, operand, scalar } from '../../../src/core/catalog/entry.ts';

/** What is described once: the details are written as the amount and the renewal are. */
const details: ReadonlySet<string> = new Set([
  'allowance',
  'floor',
  'allocated',
  'remaining',
  'expiresAt',
  'since',
  'at',
]);

/** The JSON Schema of `credits.customProviders`, from the one schema of an entry. */
export function customProvidersSchema(): object {
  const { $schema: _, ...items } = z.toJSONSchema(entrySchema, {
    io: 'input',
    // A schema within the settings has no place of its own to refer to: what would be repeated a hundred times is left
    // to the extension, which checks all of it.
    override({ zodSchema, jsonSchema, path }) {
      const schema: unknown = zodSchema;
      if (details.has(String(path.at(-1)))) Reflect.deleteProperty(jsonSchema, 'anyOf');
      if (schema === operand || schema === scalar)
        for (const name of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, name);
      Reflect.deleteProperty(jsonSchema, 'propertyNames');
    },
  });
  return { items };
}

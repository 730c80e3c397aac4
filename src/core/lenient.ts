import * as z from 'zod/mini';

/** A detail that may be missing or wrong. (zod's own `catch` says the same and costs 10 KB more in the bundle.) */
export function lenient<T extends z.ZodMiniType>(schema: T) {
  return z.optional(
    z.pipe(
      z.unknown(),
      z.transform((value): z.output<T> | undefined => {
        const parsed = schema.safeParse(value);
        return parsed.success ? parsed.data : undefined;
      }),
    ),
  );
}

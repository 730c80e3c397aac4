import * as z from 'zod/mini';

// What the files of readings and of histories both keep of a balance.

export const optionalNumber = z.optional(z.number());
export const optionalText = z.optional(z.string());

export const unit = z.object({ kind: z.enum(['count', 'currency']), name: z.string(), singular: optionalText });

export const lot = z.object({
  kind: z.string(),
  allocated: optionalNumber,
  remaining: optionalNumber,
  expiresAt: optionalNumber,
  pending: z.optional(z.boolean()),
});

export const topUp = z.object({ id: optionalText, amount: optionalNumber, status: optionalText, at: optionalNumber });

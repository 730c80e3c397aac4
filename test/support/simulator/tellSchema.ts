import * as z from 'zod/mini';
import { storyNames } from '../stories/stories.ts';

/** What `POST /control/tell` takes: a story, begun so that its present is the time of the simulator's clock. */
export const tellSchema = z.strictObject({
  story: z.enum(storyNames),
  /** A scenario name; without it, the story's own account. */
  account: z.exactOptional(z.string()),
});

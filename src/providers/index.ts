import type { Provider, ProviderRegistry } from '../core/provider.ts';
import { bloom } from './bloom.ts';
import { breeze } from './breeze.ts';
import { fullenrich } from './fullenrich.ts';
import { mimir } from './mimir.ts';
import { olostep } from './olostep.ts';
import { openrouter } from './openrouter.ts';

const all: readonly Provider[] = [bloom, breeze, fullenrich, mimir, olostep, openrouter];

/** The services whose reading is written in code, because data can't say it. */
export const providers: ProviderRegistry = {
  all,
  mostUsed: [],
  unreadable: [],
  get: (id) => all.find((provider) => provider.id === id),
  // The list is part of this version.
  onDidChange: () => ({ dispose: () => {} }),
};

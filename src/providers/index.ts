import type { Provider } from '../core/provider.ts';
import { bloom } from './bloom.ts';
import { breeze } from './breeze.ts';
import { fullenrich } from './fullenrich.ts';
import { mimir } from './mimir.ts';
import { olostep } from './olostep.ts';

/** Every service that can be asked, in the order of the picker. */
export const providers: readonly Provider[] = [bloom, breeze, fullenrich, mimir, olostep];

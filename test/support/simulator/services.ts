import { bloom } from './bloom.ts';
import { breeze } from './breeze.ts';
import { fullenrich } from './fullenrich.ts';
import { mimir } from './mimir.ts';
import { olostep } from './olostep.ts';
import type { ProviderId } from './providerId.ts';
import type { Service } from './service.ts';

/** Every simulated service by its id. */
export const services: Readonly<Record<ProviderId, Service>> = { bloom, mimir, breeze, fullenrich, olostep };

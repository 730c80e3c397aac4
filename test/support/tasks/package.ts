import { buildVsix } from './buildVsix.ts';

// The program of `npm run package`.
await buildVsix();

import { buildVsix } from '../tasks/buildVsix.ts';

const state: { built?: Promise<string> } = {};

/** The packed extension, packed once a run: the tests see what users get, not the source folder. */
export function vsix(): Promise<string> {
  state.built ??= buildVsix();
  return state.built;
}

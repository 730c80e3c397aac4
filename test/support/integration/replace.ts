import type { Disposable } from '../../../src/core/ports.ts';

/** Puts `value` in the place of a member of `object` until disposed. */
export function replace<T extends object, K extends keyof T>(object: T, name: K, value: T[K]): Disposable {
  const original = object[name];
  object[name] = value;
  return {
    dispose() {
      object[name] = original;
    },
  };
}

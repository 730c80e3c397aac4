import type { CommandId } from '../names.ts';

/** A command that package.json contributes. */
export interface Command {
  readonly id: CommandId;
  /** `target` is what a row or a button passes; undefined from the command palette. */
  run(target: unknown): Promise<void> | void;
}

/** A command whose code is loaded when it is first run. */
export function lateCommand(id: CommandId, load: () => Promise<Command>): Command {
  return { id, run: async (target) => (await load()).run(target) };
}

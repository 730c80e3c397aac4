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

/** The command with the selected row as its target where it is run by a key: a keybinding can't name the row. */
export function onSelection({ id, run }: Command, selected: () => unknown): Command {
  return { id, run: (target) => run(isSelection(target) ? selected() : target) };
}

/** The argument of the keybindings in package.json. */
function isSelection(target: unknown): boolean {
  return typeof target === 'object' && target !== null && 'selection' in target;
}

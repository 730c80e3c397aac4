import { type LogOutputChannel, window } from 'vscode';
import type { Disposable, Log } from '../core/ports.ts';

/** The output channel "Credits", made when its first line is written or it is shown. */
export class OutputLog implements Log, Disposable {
  #channel: LogOutputChannel | undefined;

  info(line: string): void {
    this.#open().info(line);
  }

  warn(line: string): void {
    this.#open().warn(line);
  }

  show(): void {
    this.#open().show();
  }

  dispose(): void {
    this.#channel?.dispose();
  }

  #open(): LogOutputChannel {
    this.#channel ??= window.createOutputChannel('Credits', { log: true });
    return this.#channel;
  }
}

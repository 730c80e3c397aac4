import { join } from 'node:path';
import * as z from 'zod/mini';
import { poolId } from '../core/balance.ts';
import { mergeHistories } from '../core/history/record/mergeHistories.ts';
import type { History, Series } from '../core/history/series.ts';
import type { Clock } from '../core/ports.ts';
import { lot, topUp, unit } from './balanceSchema.ts';
import { currentStamp, parseJson, readText } from './diskFile.ts';
import { historyFolder } from './historyFile.ts';
import { pointsOf } from './historyLines.ts';
import { writeWhole } from './writeWhole.ts';

/** The two files in which 0.1.0 has all histories: of the days before, and of the present day. */
const dailyFile = 'history.json';
const recentFile = 'history-recent.json';
const files = [dailyFile, recentFile];
const noStamps = ',';

const content = z.object({ version: z.literal(1), series: z.array(z.unknown()) });
const columns = z.object({
  accountId: z.string(),
  keySetAt: z.number(),
  unit,
  at: z.unknown(),
  lasted: z.unknown(),
  amount: z.unknown(),
  tallies: z.unknown(),
  lots: z.array(z.object({ lot, since: z.number(), until: z.number() })),
  topUps: z.array(z.object({ topUp, since: z.number() })),
});
const owner = z.object({ accountId: z.string() });
const moved = z.object({ stamps: z.string() });

/** Histories that have not been moved over yet. */
export interface Unmoved {
  readonly histories: ReadonlyMap<string, History>;
  /** Of the files that they are from. */
  readonly stamps: string;
}

/**
 * The histories of version 0.1.0. Its files are left to windows of that version; what is in them is moved over once, and
 * again when such a window has written them. Whoever moves or deletes holds the lock.
 */
export class ReleasedHistory {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #movedPath: string;
  /** The stamps of what was moved over last. */
  #moved: string | undefined;

  constructor({ folder, clock }: { readonly folder: string; readonly clock: Clock }) {
    this.#folder = folder;
    this.#clock = clock;
    this.#movedPath = join(folder, historyFolder, 'moved.json');
  }

  /** Undefined when all was moved over. Never rejects: what the disk refuses is moved later. */
  async read(): Promise<Unmoved | undefined> {
    const stamps = (await Promise.all(files.map((file) => currentStamp(join(this.#folder, file))))).join();
    if (stamps === noStamps || stamps === this.#moved) return undefined;
    const text = (await readText(this.#movedPath, this.#clock).catch(() => undefined))?.text;
    this.#moved = moved.safeParse(parseJson(text ?? '')).data?.stamps;
    if (stamps === this.#moved) return undefined;
    // The recent one first: what 0.1.0 puts away meanwhile is then in the other.
    const recent = await this.#historiesIn(recentFile);
    const before = await this.#historiesIn(dailyFile);
    const ids = new Set([...before.keys(), ...recent.keys()]);
    return {
      stamps,
      histories: new Map([...ids].map((id) => [id, mergeHistories(before.get(id) ?? [], recent.get(id) ?? [])])),
    };
  }

  /** All of it was moved over. Rejects when the disk refuses. */
  async setMoved({ stamps }: Unmoved): Promise<void> {
    await writeWhole(this.#movedPath, JSON.stringify({ version: 1, stamps }), this.#clock);
    this.#moved = stamps;
  }

  /** Rejects when the disk refuses. */
  async delete(accountIds: ReadonlySet<string>): Promise<void> {
    for (const file of files) {
      const path = join(this.#folder, file);
      const list = (await this.#seriesIn(file)) ?? [];
      const left = list.filter((series) => !accountIds.has(owner.safeParse(series).data?.accountId ?? ''));
      if (left.length < list.length) await writeWhole(path, JSON.stringify({ version: 1, series: left }), this.#clock);
    }
  }

  async #seriesIn(file: string): Promise<readonly unknown[] | undefined> {
    const text = (await readText(join(this.#folder, file), this.#clock))?.text;
    return content.safeParse(parseJson(text ?? '')).data?.series;
  }

  async #historiesIn(file: string): Promise<ReadonlyMap<string, History>> {
    const histories = new Map<string, readonly Series[]>();
    for (const value of (await this.#seriesIn(file).catch(() => undefined)) ?? []) {
      const series = seriesOf(value);
      if (series) histories.set(series.accountId, [...(histories.get(series.accountId) ?? []), series]);
    }
    return histories;
  }
}

function seriesOf(value: unknown): Series | undefined {
  const parsed = columns.safeParse(value).data;
  if (!parsed) return undefined;
  const { at, lasted, amount, tallies, ...rest } = parsed;
  const points = pointsOf([at, lasted, amount, tallies]);
  return points && points.length > 0 ? { ...rest, pool: poolId({}), points } : undefined;
}

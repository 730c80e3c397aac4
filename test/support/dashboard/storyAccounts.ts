import type { Account } from '../../../src/core/account.ts';
import { DashboardFeed } from '../../../src/core/dashboard/dashboardFeed.ts';
import type { DashboardMessage } from '../../../src/core/dashboard/dashboardMessage.ts';
import { firstLook, type Look } from '../../../src/core/dashboard/look.ts';
import { outlookOf } from '../../../src/core/history/forecast/outlook.ts';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import type { History } from '../../../src/core/history/series.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { day, hour } from '../../../src/core/time.ts';
import { providers } from '../../../src/providers/index.ts';
import { sampleAccount, summaryInput } from '../fakes/samples.ts';
import { storyReadings } from '../stories/recordStory.ts';
import { type StoryName, stories, storyNames } from '../stories/stories.ts';

/** An account at which a story was told, with all that was read of it. */
export interface StoryAccount {
  readonly account: Account;
  readonly reading: Reading;
  readonly history: History;
}

/** An account for each story, labelled by its name, checked every two hours for `days` days until `now`. */
export function storyAccounts(
  now: number,
  days: number,
  names: readonly StoryName[] = storyNames,
): readonly StoryAccount[] {
  return names.map((name) => {
    const story = stories[name]({ now, past: days * day });
    const account = sampleAccount({
      id: name,
      provider: story.provider,
      label: `${providers.get(story.provider)?.name} ${name}`,
      keySetAt: now - days * day,
    });
    let history: History = [];
    let last: Reading | undefined;
    for (const reading of storyReadings({ story, account, from: now - days * day, to: now, interval: 2 * hour })) {
      history = addReading(history, reading, last);
      last = reading;
    }
    if (!last) throw new Error(`The story ${name} has no reading.`);
    return { account, reading: last, history };
  });
}

/** The first message to a page about these accounts. */
export function storyMessage(
  accounts: readonly StoryAccount[],
  now: number,
  look: Partial<Look> = {},
  change: Partial<SummaryInput> & { readonly locale?: string; readonly private?: boolean } = {},
): DashboardMessage {
  const { locale = 'en-GB', private: isPrivate = false, ...input } = change;
  const outlooks = new Map(accounts.map(({ account, history, reading }) => [account.id, outlookOf(history, reading)]));
  const known = accounts.map(({ account, reading }) => [account, reading] as const);
  const summary = summarize(summaryInput(known, { now, outlooks, ...input }));
  const message = new DashboardFeed(locale, providers).next(summary, { ...firstLook, ...look }, isPrivate);
  if (!message) throw new Error('A first message always says something.');
  return message;
}

import { DashboardFeed } from '../../../src/core/dashboard/dashboardFeed.ts';
import type { DashboardMessage } from '../../../src/core/dashboard/dashboardMessage.ts';
import type { Look } from '../../../src/core/dashboard/dashboardModel.ts';
import { outlookOf } from '../../../src/core/history/forecast/outlook.ts';
import { type Summary, summarize } from '../../../src/core/summary.ts';
import { providers } from '../../../src/providers/index.ts';
import { sampleFacts } from '../fakes/sampleFacts.ts';
import type { StoryAccount } from './storyAccounts.ts';

/** The summary of these accounts at a time. */
export function storySummary(told: readonly StoryAccount[], now: number): Summary {
  const outlooks = new Map(told.map(({ account, history, reading }) => [account.id, outlookOf(history, reading)]));
  return summarize(
    sampleFacts(
      told.map(({ account, reading }) => [account, reading]),
      { now, outlooks },
    ),
  );
}

/** What a page that knows nothing is told of these accounts. */
export function storyMessage(
  told: readonly StoryAccount[],
  now: number,
  look: Look = { range: 'month', tables: [] },
  locale = 'en-GB',
): DashboardMessage {
  const feed = new DashboardFeed(locale, providers);
  const message = feed.next(storySummary(told, now), look);
  if (!message) throw new Error('There is nothing to tell.');
  return message;
}

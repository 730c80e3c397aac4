import type { Balance } from '../core/balance.ts';
import type { Format } from '../core/format.ts';
import { learningText } from '../core/history/learning.ts';
import type { Outlook } from '../core/history/outlook.ts';
import {
  burnText,
  lastingText,
  paceRangeText,
  paceText,
  runwayRangeText,
  runwayText,
} from '../core/history/outlookTexts.ts';
import type { Detail, Row } from './row.ts';

/** How fast it goes and for how long it lasts. Nothing for what has no amount that could fall. */
export function outlookRows(
  { burn, learning, forecast }: Outlook,
  balance: Balance,
  format: Format,
  now: number,
  detail: Detail,
): readonly Row[] {
  if (balance.unlimited || balance.amount === undefined) return [];
  if (!burn || !forecast) return [detail('burn', learningText(learning ?? { watched: 0, uses: 0 }), 'pulse')];
  const window = `Reckoned from use alone, ${format.date(burn.from)} to ${format.date(burn.to)}. Top-ups and what lapsed do not count.`;
  const pace = burnText(burn, balance.unit, format);
  const rows = [
    detail('burn', paceText(burn, balance.unit, format), 'pulse', {
      description: paceRangeText(burn, balance.unit, format),
      tooltip: `${pace}\n${window}`,
      accessibilityLabel: pace,
    }),
  ];
  if (balance.amount <= 0) return rows;
  const runway = runwayText(forecast, format, now);
  const range = runwayRangeText(forecast, format);
  rows.push(
    detail('runway', lastingText(forecast, format, now), 'watch', {
      ...(range ? { description: range } : {}),
      tooltip: runway,
      accessibilityLabel: runway,
    }),
  );
  return rows;
}

import { type Range, ranges } from '../core/dashboard/range.ts';
import { rangeNames } from './chartText.ts';

interface RangeChoiceProps {
  readonly chosen: Range;
  readonly choose: (range: Range) => void;
}

/** The stretch of time that all charts show. */
export function RangeChoice({ chosen, choose }: RangeChoiceProps) {
  return (
    <fieldset class="ranges">
      <legend class="hidden">Time shown</legend>
      {ranges.map((range) => (
        <label key={range}>
          <input type="radio" name="range" value={range} checked={range === chosen} onChange={() => choose(range)} />
          <span>{rangeNames[range]}</span>
        </label>
      ))}
    </fieldset>
  );
}

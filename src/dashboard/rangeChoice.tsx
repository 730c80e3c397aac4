import { type Range, ranges } from '../core/dashboard/range.ts';
import { rangeNames } from './chartText.ts';

const shortNames: Readonly<Record<Range, string>> = { day: '24 h', week: '7 d', month: '30 d', year: '1 y' };

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
          <input
            type="radio"
            name="range"
            value={range}
            aria-label={rangeNames[range]}
            checked={range === chosen}
            onChange={() => choose(range)}
          />
          <span>{shortNames[range]}</span>
        </label>
      ))}
    </fieldset>
  );
}

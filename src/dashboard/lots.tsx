import type { DashboardLot } from '../core/dashboard/dashboardPool.ts';
import type { Format } from '../core/format.ts';
import { lotWords } from '../core/text/lotText.ts';
import type { Unit } from '../core/unit.ts';

interface LotsProps {
  readonly lots: readonly DashboardLot[];
  readonly unit: Unit;
  readonly format: Format;
  readonly now: number;
}

/** The lots of a pool as bars: what remains of what was allocated, and what of it will expire. */
export function Lots({ lots, unit, format, now }: LotsProps) {
  return (
    <ul class="lots" aria-label="Lots">
      {lots.map((lot, index) => (
        // Lots have no names of their own: two may be alike.
        <li key={index} class={lot.pending || (lot.expiresAt ?? Number.POSITIVE_INFINITY) <= now ? 'spent' : ''}>
          <span class="kind">{lot.kind}</span>
          <Bar {...lot} />
          <span class="words">{lotWords(lot, unit, format, now, lot.unused).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}

function Bar({ allocated, remaining, unused = 0 }: DashboardLot) {
  if (allocated === undefined || remaining === undefined || allocated <= 0) return <span />;
  const percent = (amount: number) => `${Math.max(0, Math.min(amount / allocated, 1)) * 100}%`;
  const lost = Math.min(unused, remaining);
  const end = percent(remaining - lost);
  return (
    <svg class="bar" aria-hidden="true">
      <line class="kept" y1="50%" x2={end} y2="50%" />
      <line class="lost" x1={end} y1="50%" x2={percent(remaining)} y2="50%" />
    </svg>
  );
}

import type { ComponentChildren } from 'preact';
import type { DashboardPool, PoolDetails } from '../core/dashboard/dashboardPool.ts';
import type { ChangeRow, DashboardTable } from '../core/dashboard/dashboardTable.ts';
import type { Range } from '../core/dashboard/range.ts';
import type { Format } from '../core/format.ts';
import { atLeastText } from '../core/text/forecastText.ts';
import { lotWords } from '../core/text/lotText.ts';
import type { Unit } from '../core/unit.ts';
import { rangeNames } from './chartText.ts';

interface TablesProps {
  readonly pool: DashboardPool;
  readonly details: PoolDetails;
  readonly range: Range;
  readonly format: Format;
  readonly now: number;
}

/** What the chart and the bars of a pool show, as tables. */
export function Tables({ pool, details, range, format, now }: TablesProps) {
  const { balance, label } = pool;
  const { table, lots, topUps } = details;
  const unit = balance?.unit;
  const time = rangeNames[range];
  return (
    <>
      {table && <Balances table={table} format={format} now={now} caption={`Balance of ${label}, ${time}`} />}
      {table && <Changes changes={table.changes} format={format} now={now} caption={`${label} changes, ${time}`} />}
      {unit && lots.length > 0 && (
        <Table caption={`${label} lots`} head={['Lot', 'Balance']}>
          {lots.map((lot, index) => (
            <Cells key={index} cells={[lot.kind, lotWords(lot, unit, format, now, lot.unused).join(', ')]} />
          ))}
        </Table>
      )}
      {unit && topUps.length > 0 && (
        <Table caption={`${label} top-ups, as listed by ${pool.provider}`} head={['Date', 'Amount', 'Status']}>
          {topUps.map(({ id, at, amount, status }, index) => (
            <Cells
              key={id ?? index}
              cells={[
                at === undefined ? 'unknown' : format.date(at, now),
                amount === undefined ? 'unknown' : format.amountWithUnit(amount, unit),
                status ?? 'unknown',
              ]}
            />
          ))}
        </Table>
      )}
    </>
  );
}

interface CaptionedProps {
  readonly caption: string;
  readonly format: Format;
  readonly now: number;
}

function Balances({ table, caption, format, now }: CaptionedProps & { readonly table: DashboardTable }) {
  if (table.rows.length === 0) return <p>No updates in this period.</p>;
  if (table.by === 'amount') {
    return (
      <Table caption={caption} head={['From', 'Until', 'Balance']}>
        {table.rows.map(({ at, until, amount, unit }) => (
          <Cells
            key={at}
            cells={[moment(at, format, now), moment(until, format, now), format.amountWithUnit(amount, unit)]}
          />
        ))}
      </Table>
    );
  }
  const head = ['Day', 'Lowest', 'Highest', 'Last', 'Used', 'Topped up', 'Expired', 'Adjusted'];
  return (
    <Table caption={caption} head={head}>
      {table.rows.map(({ day, unit, lowest, highest, last, used, toppedUp, expired, adjusted, atLeast }) => (
        <Cells
          key={`${day} ${unit.name}`}
          cells={[
            format.date(day, now),
            format.amount(lowest, unit),
            format.amount(highest, unit),
            format.amountWithUnit(last, unit),
            ...[used, toppedUp].map((amount) => atLeastText(amountOrNothing(amount, unit, format), atLeast)),
            ...[expired, adjusted].map((amount) => amountOrNothing(amount, unit, format)),
          ]}
        />
      ))}
    </Table>
  );
}

const changeNames: Readonly<Record<ChangeRow['kind'], string>> = {
  used: 'Used',
  toppedUp: 'Topped up',
  expired: 'Expired',
  adjusted: 'Adjusted',
};

function Changes({ changes, caption, format, now }: CaptionedProps & { readonly changes: readonly ChangeRow[] }) {
  if (changes.length === 0) return null;
  return (
    <Table caption={caption} head={['Detected', 'After', 'Change', 'Amount', 'Lot']}>
      {changes.map(({ kind, amount, unit, from, to, lot, atLeast }, index) => (
        <Cells
          key={`${to} ${kind} ${index}`}
          cells={[
            moment(to, format, now),
            moment(from, format, now),
            changeNames[kind],
            atLeastText(format.amountWithUnit(amount, unit), atLeast),
            lot ?? '–',
          ]}
        />
      ))}
    </Table>
  );
}

interface TableProps {
  readonly caption: string;
  readonly head: readonly string[];
  readonly children: ComponentChildren;
}

function Table({ caption, head, children }: TableProps) {
  return (
    <div class="scroll" data-stop tabIndex={-1}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Cells({ cells: [first, ...others] }: { readonly cells: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{first}</th>
      {others.map((text, index) => (
        <td key={index}>{text}</td>
      ))}
    </tr>
  );
}

function moment(time: number, format: Format, now: number): string {
  return `${format.date(time, now)}, ${format.timeOfDay(time)}`;
}

function amountOrNothing(amount: number, unit: Unit, format: Format): string {
  return amount === 0 ? '–' : format.amount(amount, unit);
}

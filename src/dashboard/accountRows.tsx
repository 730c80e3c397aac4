import { useRef } from 'preact/hooks';
import { type AttentionReason, attentionIcons, severityOf } from '../core/attention.ts';
import type { DashboardAccount } from '../core/dashboard/dashboardAccount.ts';
import type { AccountCommand } from '../core/dashboard/dashboardMessage.ts';
import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';
import type { PageFacts } from './chartFacts.ts';
import { rangeNames } from './chartText.ts';
import { Details } from './details.tsx';
import { Icon, type IconName } from './icons.tsx';
import { learningWords, leftText, reasonText, runsOutText, stateTexts, trendText, usageText } from './rowText.ts';
import type { AccountGroup } from './sorting.ts';
import { Trend } from './trend.tsx';
import { useRoving } from './useRoving.ts';

/** The columns of the overview. */
export const columnCount = 6;

interface AccountRowsProps extends AccountGroup {
  readonly facts: PageFacts;
  /** The ids of the rows whose tables are open. */
  readonly tables: readonly string[];
  readonly isOpen: (id: string) => boolean;
  readonly setOpen: (id: string, isOpen: boolean) => void;
  readonly setTableOpen: (id: string, isOpen: boolean) => void;
  readonly run: (command: AccountCommand) => void;
}

/** An account in the overview: a row, or one for each of its pools, with what is open below it. */
export function AccountRows(props: AccountRowsProps) {
  const { account, pools, facts } = props;
  const group = useRef<HTMLTableSectionElement>(null);
  const roving = useRoving(group);
  const [only] = pools;
  return (
    <tbody ref={group} {...roving}>
      {pools.length > 1 && (
        <tr class="several">
          <th scope="rowgroup" colSpan={columnCount - 1}>
            <div class="name">{account.label}</div>
            <Notes account={account} facts={facts} />
          </th>
          <Actions account={account} run={props.run} />
        </tr>
      )}
      {pools.length > 1
        ? pools.map((pool) => <PoolRows key={pool.id} {...props} pool={pool} isSingle={false} />)
        : only && <PoolRows {...props} pool={only} isSingle />}
    </tbody>
  );
}

interface PoolRowsProps extends AccountRowsProps {
  readonly pool: DashboardPool;
  readonly isSingle: boolean;
}

function PoolRows({ pool, isSingle, ...props }: PoolRowsProps) {
  const { account, facts, tables, isOpen, setOpen, setTableOpen, run } = props;
  const { range, format, now } = facts;
  const { id } = pool;
  const open = isOpen(id);
  const trend = pool.trend ?? [];
  return (
    <>
      <tr class={isSingle ? 'row' : 'row part'}>
        <th scope="row">
          <button
            type="button"
            class="name"
            data-stop
            tabIndex={-1}
            aria-expanded={open}
            aria-controls={`details-${id}`}
            onClick={() => setOpen(id, !open)}
          >
            <Icon name="chevron" />
            <span>{pool.name ?? account.label}</span>
          </button>
          {isSingle && <Notes account={account} facts={facts} />}
        </th>
        <td class="left">{leftText(pool, account.state, format)}</td>
        <td class="trending">
          {trend.length > 0 && (
            <Trend lines={trend} range={range} now={now} label={trendText(pool, rangeNames[range], format)} />
          )}
        </td>
        <Outlook account={account} pool={pool} facts={facts} />
        {isSingle ? <Actions account={account} run={run} /> : <td class="actions" />}
      </tr>
      {open && (
        <tr class="below" id={`details-${id}`}>
          <td colSpan={columnCount}>
            {pool.details && (
              <Details
                pool={pool}
                details={pool.details}
                facts={facts}
                isTableOpen={tables.includes(id)}
                openTable={(isTableOpen) => setTableOpen(id, isTableOpen)}
              />
            )}
          </td>
        </tr>
      )}
    </>
  );
}

function Notes({ account, facts: { format, now } }: { readonly account: DashboardAccount; readonly facts: PageFacts }) {
  const { label, provider, attention } = account;
  const reason = reasonText(account, format, now);
  const notes = [...(label.startsWith(provider) ? [] : [provider]), ...stateTexts(account, format, now)];
  if (!attention && notes.length === 0) return null;
  return (
    <div class="notes">
      {attention && reason && (
        <span class={`reason ${severityOf(attention.reason)}`}>
          <Icon name={attentionIcons[attention.reason]} />
          {reason}
        </span>
      )}
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
    </div>
  );
}

/** How fast it is used and when it runs out, or what is missing to say so. */
function Outlook({
  account,
  pool,
  facts: { format, now },
}: {
  readonly account: DashboardAccount;
  readonly pool: DashboardPool;
  readonly facts: PageFacts;
}) {
  const learning = learningWords(pool, format);
  if (learning) {
    return (
      <td class="learning" colSpan={2}>
        <span aria-hidden="true" title={learning.sentence}>
          {learning.short}
        </span>
        <span class="hidden">{learning.sentence}</span>
      </td>
    );
  }
  const { text, note } = runsOutText(pool, reasonText(account, format, now), format, now);
  return (
    <>
      <td class="usage">{usageText(pool, format)}</td>
      <td class="runsOut">
        {text}
        {note !== undefined && <div class="note">{note}</div>}
      </td>
    </>
  );
}

interface ActionsProps {
  readonly account: DashboardAccount;
  readonly run: (command: AccountCommand) => void;
}

/** What helps where attention is needed; nothing helps against credits that expire. */
const remedies: Partial<Readonly<Record<AttentionReason, AccountCommand>>> = {
  blocked: 'topUp',
  empty: 'topUp',
  invalidKey: 'replaceKey',
  runsOut: 'topUp',
  critical: 'topUp',
  low: 'topUp',
};

/** What can be done about an account. What would help it is named, all else has a picture. */
function Actions({ account: { label, attention, canTopUp, refreshing }, run }: ActionsProps) {
  const helps = attention && remedies[attention.reason];
  return (
    <td class="actions">
      {helps === 'replaceKey' && <Helping command="replaceKey" words="Replace Key" label={label} run={run} />}
      {canTopUp &&
        (helps === 'topUp' ? (
          <Helping command="topUp" words="Top Up" label={label} run={run} />
        ) : (
          <Tool command="topUp" icon="out" words="Top Up" label={label} run={run} />
        ))}
      <Tool command="refreshAccount" icon="refresh" words="Refresh" label={label} run={run} isDisabled={refreshing} />
      <Tool command="setAlert" icon="alert" words="Set Low-Balance Alert…" label={label} run={run} />
    </td>
  );
}

interface ToolProps {
  readonly command: AccountCommand;
  readonly words: string;
  readonly label: string;
  readonly run: (command: AccountCommand) => void;
}

function Helping({ command, words, label, run }: ToolProps) {
  return (
    <button
      type="button"
      class="helping"
      data-stop
      tabIndex={-1}
      aria-label={`${words}: ${label}`}
      onClick={() => run(command)}
    >
      {words}
      {command === 'topUp' && <Icon name="out" />}
    </button>
  );
}

function Tool({
  command,
  words,
  label,
  run,
  icon,
  isDisabled = false,
}: ToolProps & { readonly icon: IconName; readonly isDisabled?: boolean }) {
  return (
    <button
      type="button"
      class="tool"
      data-stop
      tabIndex={-1}
      title={words}
      aria-label={`${words}: ${label}`}
      aria-disabled={isDisabled}
      onClick={() => {
        if (!isDisabled) run(command);
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

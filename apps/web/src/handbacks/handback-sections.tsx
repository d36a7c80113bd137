import {
  Avatar,
  buttonClass,
  Chip,
  dayOf,
  EmptyState,
  firstNameOf,
  formatAgo,
  formatDay,
  Panel,
  SegmentedControl,
  SeverityMark,
  useNow,
} from '@understudy/ui';
import { AlarmClock, CalendarCheck, Flag, Siren, SquareCheck, TrendingDown, TrendingUp } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Shorten } from '../parts/shorten.js';
import { useMe } from '../session/session.js';
import { feelingWords, withinWords, type Of, type Item, type Shift, type Whole } from './handback-words.js';
import { useTicks } from './use-ticks.js';

/** What to do first, with who knows more of it. Ticks stay on this device: they are a reader's own, not the customer's state. */
export function StartHere({ whole, place }: { readonly whole: Whole; readonly place: string }) {
  const { isTicked, toggle } = useTicks(place);
  return (
    <Panel title="Start here" className="o1" count={whole.recommendations.length || undefined}>
      {whole.recommendations.length === 0 ? (
        <EmptyState icon={<CalendarCheck className="i" />} good title="Nothing needs you first">
          No open escalation, no promise, no fall of health came out of this absence.
        </EmptyState>
      ) : (
        <Shorten rows={whole.recommendations} what="follow-ups">
          {(rows) => (
            <ul className="rows py-1">
              {rows.map((row) => {
                const key = `${row.customer.customer_id}:${row.rule}`;
                return (
                  <li key={`${key}:${row.backup.user_id}`} className="flex-wrap">
                    <label className="grow flex items-start gap-2.5 basis-[240px]">
                      <input
                        className="follow-tick"
                        type="checkbox"
                        checked={isTicked(key)}
                        onChange={() => toggle(key)}
                      />
                      <span className={isTicked(key) ? 'text-ink-2 line-through' : undefined}>
                        <span className="font-medium">{row.customer.name}</span> {row.text}
                      </span>
                    </label>
                    <KnowsMore backup={row.backup} />
                    <Chip tone={row.within_days === 0 ? 'waiting' : 'outlined'}>{withinWords(row.within_days)}</Chip>
                    <Link
                      className={buttonClass({ size: 'row' })}
                      to={`/customers/${row.customer.customer_id}`}
                      aria-label={`Open ${row.customer.name}`}
                    >
                      Open
                    </Link>
                  </li>
                );
              })}
            </ul>
          )}
        </Shorten>
      )}
    </Panel>
  );
}

function KnowsMore({ backup }: { readonly backup: Of<object>['backup'] }) {
  const { user } = useMe();
  if (backup.user_id === user.id) return null;
  return (
    <span className="hide-narrow inline-flex items-center gap-1.5 text-xs text-ink-2">
      <Avatar name={backup.name} /> {firstNameOf(backup.name)} knows more
    </span>
  );
}

type Shown = 'outstanding' | 'resolved';

/** Tasks, risks and escalations: what is left, and what was settled by whom. */
export function Issues({ whole }: { readonly whole: Whole }) {
  const [show, setShow] = useState<Shown>('outstanding');
  const items = whole[show];
  return (
    <Panel
      title="Outstanding and resolved"
      className="o3"
      actions={
        <SegmentedControl<Shown>
          label="Which ones"
          size="row"
          value={show}
          onChange={setShow}
          options={[
            { value: 'outstanding', words: `Outstanding ${whole.outstanding.length}` },
            { value: 'resolved', words: `Resolved ${whole.resolved.length}` },
          ]}
        />
      }
    >
      {items.length === 0 ? (
        <p className="panel-body text-ink-2">
          {show === 'outstanding' ? 'Nothing is left open.' : 'Nothing was settled in that time.'}
        </p>
      ) : (
        <Shorten rows={items} what={`${show} things`}>
          {(rows) => (
            <ul className="rows py-1">
              {rows.map((item) => (
                <IssueRow
                  key={`${item.kind}:${item.id}:${item.backup.user_id}`}
                  item={item}
                  isOpen={show === 'outstanding'}
                />
              ))}
            </ul>
          )}
        </Shorten>
      )}
    </Panel>
  );
}

const KINDS = {
  task: { icon: SquareCheck, words: 'Task' },
  risk: { icon: Flag, words: 'Risk' },
  escalation: { icon: Siren, words: 'Escalation' },
} as const satisfies Record<Item['kind'], unknown>;

function IssueRow({ item, isOpen }: { readonly item: Of<Item>; readonly isOpen: boolean }) {
  const { user } = useMe();
  const now = useNow();
  const { icon: Icon, words } = KINDS[item.kind];
  const isLate = isOpen && item.due_at !== null && Date.parse(item.due_at) < now;
  const due = item.due_at ? formatDay(dayOf(item.due_at, user.time_zone), dayOf(now, user.time_zone)) : null;
  const settled = [
    item.by ? firstNameOf(item.by) : null,
    item.at ? formatAgo(item.at, user.time_zone, now) : null,
  ].filter((part) => part);
  return (
    <li className="flex-wrap">
      <Icon className="i text-ink-3" aria-label={words} />
      {item.kind === 'escalation' && isSeverity(item.severity) ? <SeverityMark severity={item.severity} /> : null}
      <span className="grow basis-[200px]">
        <Link
          className="font-medium hover:underline"
          to={item.kind === 'escalation' ? `/escalations/${item.id}` : `/customers/${item.customer.customer_id}`}
        >
          {item.title}
        </Link>{' '}
        <span className="text-ink-2">
          {item.customer.name}
          {item.was_there_before ? '' : ', came up meanwhile'}
        </span>
      </span>
      {isOpen && due ? (
        <Chip tone={isLate ? 'gap' : 'outlined'} icon={isLate ? <AlarmClock className="i" /> : undefined}>
          {isLate ? `since ${due}` : due}
        </Chip>
      ) : null}
      <span className="text-xs text-ink-2">{settled.join(', ')}</span>
    </li>
  );
}

const isSeverity = (text: string | null): text is 'P0' | 'P1' | 'P2' | 'P3' => /^P[0-3]$/.test(text ?? '');

/** Health and feeling that moved, each with what shows it. */
export function HowTheyAre({ whole }: { readonly whole: Whole }) {
  return (
    <Panel title="How customers are" className="o4" count={`${whole.health.length + whole.feeling.length} moved`}>
      {whole.health.length + whole.feeling.length === 0 ? (
        <p className="panel-body text-ink-2">No health and no feeling moved in that time.</p>
      ) : (
        <Shorten
          rows={[
            ...whole.feeling.map((shift) => ({ shift, is: 'feeling' as const })),
            ...whole.health.map((shift) => ({ shift, is: 'health' as const })),
          ]}
          what="changes"
        >
          {(rows) => (
            <ul className="rows rows-top py-1">
              {rows.map(({ shift, is }) => (
                <ShiftRow key={`${is}:${shift.customer.customer_id}:${shift.backup.user_id}`} shift={shift} is={is} />
              ))}
            </ul>
          )}
        </Shorten>
      )}
    </Panel>
  );
}

function ShiftRow({ shift, is }: { readonly shift: Of<Shift>; readonly is: 'health' | 'feeling' }) {
  const Icon = shift.to < shift.from ? TrendingDown : TrendingUp;
  const say = is === 'health' ? String : feelingWords;
  return (
    <li>
      <Icon className="i mt-px text-ink-2" aria-label={shift.to < shift.from ? 'Down' : 'Up'} />
      <span className="grow lines">
        <span>
          <Link className="font-medium hover:underline" to={`/customers/${shift.customer.customer_id}`}>
            {shift.customer.name}
          </Link>{' '}
          <span className="text-ink-2">{is === 'health' ? 'health' : 'feels'}</span>{' '}
          <span className="num">
            <s className="text-ink-2">{say(shift.from)}</s> → <span className="font-medium">{say(shift.to)}</span>
          </span>
        </span>
        {shift.evidence.length > 0 ? (
          <blockquote className="said">{shift.evidence.slice(0, 3).join(' · ')}</blockquote>
        ) : (
          <span className="text-xs text-ink-2">Nobody wrote down why.</span>
        )}
      </span>
    </li>
  );
}

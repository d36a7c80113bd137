import { ReviewSetup, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  dayOf,
  EmptyState,
  formatCount,
  formatDay,
  formatMoney,
  Panel,
  Select,
  Textarea,
  useNow,
} from '@understudy/ui';
import { Building2, PenLine } from 'lucide-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { Loaded } from '../states/loaded.js';
import type { SetupDraft, SetupWire } from './setup-draft.js';
import type { StepProps } from './who-step.js';

type Row = AnswerOf<typeof ReviewSetup>['items'][number];
type Priority = Row['priority'];

const ORDER = ['high', 'medium', 'low'] as const;
const HEADS = {
  high: 'High priority',
  medium: 'Medium priority',
  low: 'Low priority',
} as const satisfies Record<Priority, string>;
/** Rows of a group that are drawn at once. */
const SHOWN = 25;

/** Customers by risk, as whoever covers gets them; a note and another priority where the rule does not know better. */
export function PrioritiesStep({ draft, change, proposal, plan }: StepProps & { readonly plan: SetupWire }) {
  const review = useApi(ReviewSetup, plan, { enabled: proposal.customers.length > 0, keep: true });
  if (proposal.customers.length === 0) {
    return (
      <div className="panel">
        <EmptyState icon={<Building2 className="i" />} title="No customers">
          There is nothing to hand over. Go on to who gets told.
        </EmptyState>
      </div>
    );
  }
  return (
    <Loaded query={review} what="The review" words="Working out what presses in that time" rows={8}>
      {({ items }) =>
        ORDER.map((priority) => (
          <Group
            key={priority}
            priority={priority}
            rows={items.filter((row) => shownPriority(row, draft) === priority)}
            draft={draft}
            change={change}
          />
        ))
      }
    </Loaded>
  );
}

const shownPriority = (row: Row, draft: SetupDraft): Priority =>
  draft.notes[row.customer.customer_id]?.priority ?? row.priority;

interface GroupProps extends Pick<StepProps, 'draft' | 'change'> {
  readonly priority: Priority;
  readonly rows: readonly Row[];
}

function Group({ priority, rows, draft, change }: GroupProps) {
  const [shown, setShown] = useState(priority === 'low' ? 5 : SHOWN);
  if (rows.length === 0) return null;
  return (
    <Panel title={HEADS[priority]} count={rows.length}>
      <ul className="setup-review">
        {rows.slice(0, shown).map((row) => (
          <CustomerRow key={row.customer.customer_id} row={row} draft={draft} change={change} />
        ))}
      </ul>
      {rows.length > shown ? (
        <p className="border-t border-hair px-3.5 py-2">
          <Button look="quiet" size="row" onClick={() => setShown(shown + 100)}>
            Show {Math.min(100, rows.length - shown)} more
          </Button>
        </p>
      ) : null}
    </Panel>
  );
}

function CustomerRow({ row, draft, change }: Pick<StepProps, 'draft' | 'change'> & { readonly row: Row }) {
  const { user } = useMe();
  const today = dayOf(useNow(), user.time_zone);
  const id = row.customer.customer_id;
  const own = draft.notes[id] ?? { note: row.note, priority: row.priority_override };
  const [isOpen, setOpen] = useState(own.note !== '');
  const text = useRef<HTMLTextAreaElement>(null);
  const open = () => {
    flushSync(() => setOpen(!isOpen));
    text.current?.focus();
  };
  const keep = (fields: Partial<typeof own>) => change({ notes: { ...draft.notes, [id]: { ...own, ...fields } } });
  return (
    <li>
      <span className="lines">
        <span className="clip font-medium" title={row.customer.name}>
          {row.customer.name}
        </span>
        <span className="text-xs text-ink-2">
          {own.priority && own.priority !== row.priority ? 'set by you' : row.priority_reason}
        </span>
      </span>
      <span className="lines num">
        <span className="font-medium">{formatMoney(row.arr)}</span>
        <span className="text-xs text-ink-2">health {row.health_score}</span>
      </span>
      <span className="text-xs text-ink-2 num">{pressesOf(row, today)}</span>
      <span className="flex items-center justify-end gap-1.5">
        <Select
          className="w-28"
          aria-label={`Priority of ${row.customer.name}`}
          value={own.priority ?? ''}
          onChange={(event) => keep({ priority: ORDER.find((each) => each === event.target.value) ?? null })}
        >
          <option value="">By rule</option>
          {ORDER.map((each) => (
            <option key={each} value={each}>
              {HEADS[each].split(' ')[0]}
            </option>
          ))}
        </Select>
        <Button size="panel" aria-expanded={isOpen} aria-label={`Note on ${row.customer.name}`} onClick={open}>
          <PenLine className="i" />
          Note
        </Button>
      </span>
      {isOpen ? (
        <Textarea
          ref={text}
          className="setup-review-note"
          aria-label={`What has to be known of ${row.customer.name}`}
          placeholder="Who to call first, what was promised, what to leave alone"
          maxLength={4000}
          value={own.note}
          onChange={(event) => keep({ note: event.target.value })}
        />
      ) : null}
    </li>
  );
}

/** What is on in that time, in a line: "renews Tue 21 Jul · 2 urgent · 1 meeting". */
function pressesOf(row: Row, today: string): string {
  const parts = [
    row.renewal_on ? `renews ${formatDay(row.renewal_on, today)}` : '',
    row.open_escalations > 0 ? formatCount(row.open_escalations, 'open escalation') : '',
    row.active_risks > 0 ? formatCount(row.active_risks, 'risk') : '',
    row.urgent_items > 0 ? formatCount(row.urgent_items, 'urgent item') : '',
    row.scheduled_events.length > 0 ? formatCount(row.scheduled_events.length, 'meeting') : '',
  ];
  return parts.filter((part) => part).join(' · ') || 'nothing due';
}

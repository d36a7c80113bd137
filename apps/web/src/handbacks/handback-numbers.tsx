import { useNow } from '@understudy/ui';
import { movesOf, overdueOf, type Whole } from './handback-words.js';

/** The absence in five numbers. */
export function HandbackNumbers({ whole }: { readonly whole: Whole }) {
  const now = useNow();
  const escalations = [...whole.resolved, ...whole.outstanding].filter(({ kind }) => kind === 'escalation').length;
  const settled = whole.resolved.filter(({ kind }) => kind === 'escalation').length;
  const late = overdueOf(whole.outstanding, now);
  return (
    <dl className="facts">
      <Number name="Resolved" value={whole.resolved.length} note="tasks, risks, escalations" />
      <Number
        name="Outstanding"
        value={whole.outstanding.length}
        note={late > 0 ? `${late} overdue` : 'none overdue'}
      />
      <Number name="Escalations" value={escalations} note={escalations > 0 ? `${settled} resolved` : ''} />
      <Number name="Done for customers" value={whole.activities.length} note="logged" />
      <Number name="Health" value={whole.health.length} note={movesOf(whole.health)} />
      <Number name="Feeling" value={whole.feeling.length} note={movesOf(whole.feeling)} />
    </dl>
  );
}

function Number({ name, value, note }: { readonly name: string; readonly value: number; readonly note: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="fact-big">{value}</span> <span className="text-xs font-normal text-ink-2">{note}</span>
      </dd>
    </div>
  );
}

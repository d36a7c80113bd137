import { ListCustomerDrafts } from '@understudy/contracts';
import { Button, Chip, formatMoment, SkeletonRows, Timeline, TimelineBox, TimelineLine, useNow } from '@understudy/ui';
import {
  Bell,
  CircleDot,
  Hash,
  Hand,
  Lock,
  Mail,
  Megaphone,
  Paperclip,
  PenLine,
  Split,
  type LucideIcon,
} from 'lucide-react';
import { useMemo } from 'react';
import { wordsFor } from '../../api/send.js';
import { useApi } from '../../api/use-api.js';
import { RichText } from '../../rich-text/rich-text.js';
import { useMe } from '../../session/session.js';
import { WasIs } from './changed-meanwhile.js';
import { DraftBox } from './draft-box.js';
import type { Escalation, EscalationUpdate } from './escalation.js';
import { happeningOf, isSaid } from './happening-words.js';
import { useUpdates } from './use-updates.js';

const ICONS = {
  status_change: Hand,
  comment: CircleDot,
  assignment: Split,
  attachment: Paperclip,
  change: PenLine,
  broadcast: Megaphone,
  customer_draft: Mail,
  war_room: Hash,
  clock: Bell,
  other: CircleDot,
} as const satisfies Record<EscalationUpdate['update_type'], LucideIcon>;

export interface HappeningsProps {
  readonly escalation: Escalation;
  readonly onCorrect: (update: EscalationUpdate) => void;
}

/** Everything that happened and was said, newest first: people in boxes, all else in one grey line, drafts dashed. */
export function Happenings({ escalation, onCorrect }: HappeningsProps) {
  const { user } = useMe();
  const now = useNow();
  const updates = useUpdates(escalation.id);
  const drafts = useApi(
    ListCustomerDrafts,
    { escalation_id: escalation.id },
    { enabled: escalation.customer !== null },
  );
  const names = useMemo(() => namesIn(escalation), [escalation]);
  if (updates.isPending) return <SkeletonRows rows={3} words="Reading what happened" />;
  if (!updates.data) {
    return (
      <p className="text-ink-2">
        The timeline did not load. {wordsFor(updates.error)}{' '}
        <Button size="row" onClick={() => void updates.refetch()}>
          Try again
        </Button>
      </p>
    );
  }
  const events = updates.data.pages.flatMap(({ items }) => items);
  const oldest = updates.hasNextPage ? (events.at(-1)?.created_at ?? '') : '';
  const entries = [
    ...events.map((event, index) => ({ at: event.created_at, key: event.id ?? `${event.created_at}-${index}`, event })),
    ...(drafts.data?.items ?? [])
      .filter((draft) => draft.updated_at >= oldest)
      .map((draft) => ({ at: draft.updated_at, key: draft.id, draft })),
  ].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const time = (at: string) => formatMoment(at, user.time_zone, now);

  return (
    <>
      <Timeline label="Timeline">
        {entries.map((entry) =>
          'draft' in entry ? (
            <DraftBox key={entry.key} escalation={escalation} draft={entry.draft} time={time(entry.at)} />
          ) : isSaid(entry.event) ? (
            <Said
              key={entry.key}
              update={entry.event}
              escalation={escalation}
              time={time(entry.at)}
              onCorrect={onCorrect}
            />
          ) : (
            <Line key={entry.key} update={entry.event} names={names} time={time(entry.at)} />
          ),
        )}
      </Timeline>
      {updates.hasNextPage ? (
        <Button
          className="mt-3"
          size="panel"
          busy={updates.isFetchingNextPage}
          onClick={() => void updates.fetchNextPage()}
        >
          Show what was before
        </Button>
      ) : null}
    </>
  );
}

interface SaidProps {
  readonly update: EscalationUpdate;
  readonly escalation: Escalation;
  readonly time: string;
  readonly onCorrect: (update: EscalationUpdate) => void;
}

function Said({ update, escalation, time, onCorrect }: SaidProps) {
  const { user } = useMe();
  const isOwn = update.user?.user_id === user.id;
  if (update.edited_by_update_id) {
    return (
      <TimelineLine icon={<PenLine className="i" />} at={update.created_at} time={time}>
        <details className="inline-block">
          <summary>
            <b>{isOwn ? 'You' : update.user?.name}</b> said something and corrected it
          </summary>
          <RichText html={update.comment_html ?? ''} className="mt-1" />
        </details>
      </TimelineLine>
    );
  }
  return (
    <TimelineBox
      name={update.user?.name ?? 'Somebody who left'}
      you={isOwn}
      at={update.created_at}
      time={update.edits_update_id ? `${time}, corrected` : time}
    >
      <RichText html={update.comment_html ?? ''} />
      {update.update_type === 'broadcast' || escalation.conversation_id !== null ? (
        <div className="mt-1 flex flex-wrap items-center gap-2">
          {update.update_type === 'broadcast' ? (
            <Chip icon={<Megaphone className="i" />}>Told everybody on it</Chip>
          ) : null}
          {escalation.conversation_id === null ? null : update.is_internal ? (
            <Chip tone="outlined" icon={<Lock className="i" />}>
              internal
            </Chip>
          ) : (
            <Chip tone="info" icon={<Mail className="i" />}>
              Seen by whoever asked
            </Chip>
          )}
        </div>
      ) : null}
      {isOwn && update.id && update.update_type === 'comment' ? (
        <Button size="row" look="quiet" className="said-correct" onClick={() => onCorrect(update)}>
          Correct
        </Button>
      ) : null}
    </TimelineBox>
  );
}

interface LineProps {
  readonly update: EscalationUpdate;
  readonly names: ReadonlyMap<string, string>;
  readonly time: string;
}

function Line({ update, names, time }: LineProps) {
  const { user } = useMe();
  const { who, what, changes, why } = happeningOf(update, names, user.id);
  const Icon = ICONS[update.update_type];
  return (
    <TimelineLine icon={<Icon className="i" />} at={update.created_at} time={time}>
      {who ? <b>{who}</b> : null} {what}
      {why ? <> (“{why}”)</> : null}
      {changes.length > 0 ? <WasIs changes={changes} /> : null}
    </TimelineLine>
  );
}

function namesIn(escalation: Escalation): ReadonlyMap<string, string> {
  const { primary_owner: owner, secondary_owner: second, created_by: by, customer_context: context } = escalation;
  const people = [
    owner,
    second,
    by,
    context?.csm,
    context?.responsible,
    ...escalation.stakeholders.map(({ user }) => user),
    ...escalation.owner_because.skipped.map(({ user }) => user),
  ];
  return new Map(people.flatMap((person) => (person ? [[person.user_id, person.name] as const] : [])));
}

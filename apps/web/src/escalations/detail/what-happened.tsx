import { formatMoment, Notice, Panel, StatusMark, useNow } from '@understudy/ui';
import { Hash, MessagesSquare } from 'lucide-react';
import { Link } from 'react-router';
import { RichText } from '../../rich-text/rich-text.js';
import { useMe } from '../../session/session.js';
import { FLOW } from '../escalation-status.js';
import type { Escalation } from './escalation.js';

const SURFACES: Readonly<Record<string, string>> = {
  web: 'the dashboard',
  extension: 'the browser',
  addon: 'Gmail',
  slack: 'Slack',
  api: 'another system',
};
const OUTCOMES = {
  saved: 'The customer stays',
  lost: 'The customer is lost',
  not_applicable: 'The customer was not at stake',
} as const;

/** Where it stands on its way, with when each state began. */
export function Flow({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const now = useNow();
  const { status: current, status_times: times, war_room: room } = escalation;
  const here = FLOW.findIndex((status) => status === current);
  return (
    <section className="panel o2 px-3.5 py-2.5" aria-label="Status">
      {current === 'void' ? (
        <StatusMark status="void" />
      ) : (
        <ol className="flow">
          {FLOW.map((status, index) => {
            const at = times[status];
            return (
              <li
                key={status}
                aria-current={index === here ? 'step' : undefined}
                title={at ? formatMoment(at, user.time_zone, now) : undefined}
              >
                <StatusMark
                  status={status}
                  step={
                    index < here && (at || status !== 'action_required') ? 'behind' : index === here ? 'here' : 'ahead'
                  }
                />
              </li>
            );
          })}
        </ol>
      )}
      {room && room.state !== 'open' ? (
        <p className="mt-2 flex gap-2 text-xs text-ink-2">
          <Hash className="i i-s" />
          {room.state === 'wanted' ? 'War room' : room.name}: {room.note}
        </p>
      ) : null}
    </section>
  );
}

/** What it is about, as it was told and corrected since. */
export function WhatHappened({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const now = useNow();
  const moment = (at: string) => formatMoment(at, user.time_zone, now);
  const by = escalation.created_by.user_id === user.id ? 'you' : escalation.created_by.name;
  const { source } = escalation;
  return (
    <Panel
      title="What happened"
      className="o3"
      actions={
        <span className="num text-xs text-ink-2">
          opened {moment(escalation.created_at)} by {by}, from {SURFACES[source.surface] ?? source.surface}
        </span>
      }
    >
      <div className="panel-body grid gap-2">
        {escalation.custom_message ? (
          <Notice tone="info">
            <b>Said to whoever helps:</b> <span className="mut prose">{escalation.custom_message}</span>
          </Notice>
        ) : null}
        <RichText html={escalation.description_html} className="text-base" />
        <Words label="Expected" words={escalation.expected_resolution} />
        <Words label="Over when" words={escalation.exit_criteria} />
        <Words label="Harm to the customer" words={escalation.customer_impact} />
        {escalation.target_resolution_date ? (
          <p>
            <span className="text-ink-2">Target:</span> {moment(escalation.target_resolution_date)}
            {escalation.hints.includes('target-after-due') ? (
              <span className="text-waiting-text"> · later than the clock allows</span>
            ) : null}
          </p>
        ) : null}
        <p className="flex flex-wrap gap-2">
          {escalation.conversation_id ? (
            <Link className="file-tag" to={`/conversations/${escalation.conversation_id}`}>
              <MessagesSquare className="i i-s" />
              The conversation
            </Link>
          ) : null}
          {source.url ? <SourceLink url={source.url} /> : null}
        </p>
      </div>
    </Panel>
  );
}

function Words({ label, words }: { readonly label: string; readonly words: string | null }) {
  return words ? (
    <p className="prose">
      <span className="text-ink-2">{label}:</span> {words}
    </p>
  ) : null;
}

/** Only the web: anything else in a stored address is shown as text. */
function SourceLink({ url }: { readonly url: string }) {
  if (!/^https?:\/\//i.test(url)) return <span className="text-xs text-ink-2">{url}</span>;
  return (
    <a className="link" href={url} target="_blank" rel="noreferrer noopener">
      Where it came from
    </a>
  );
}

/** How it was solved, why it came to it, what became of the customer. */
export function Resolution({ escalation }: { readonly escalation: Escalation }) {
  const { resolution_summary: summary, root_cause: cause, outcome } = escalation;
  if (!summary) return null;
  return (
    <Panel title="How it was solved" className="o3">
      <div className="panel-body grid gap-2">
        <p className="prose text-base">{summary}</p>
        <Words label="Cause" words={cause} />
        {outcome ? <p className="text-ink-2">{OUTCOMES[outcome]}.</p> : null}
      </div>
    </Panel>
  );
}

import { Button, Notice } from '@understudy/ui';
import { CalendarDays, CircleDashed, Info, Mail, RefreshCw, Siren, TrendingDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BriefItem, BriefView } from '../desk.js';
import { sendMessage } from '../protocol.js';
import { say } from '../say.js';
import type { CustomerHit } from '../worker/answers.js';
import { initialsOf } from '../view/days.js';
import { BriefActions } from './brief-actions.js';
import { FailureNotice } from './failure-notice.js';
import { TakeOver } from './take-over.js';
import { useAnswer } from './use-answer.js';

export interface BriefTabProps {
  readonly customer: CustomerHit;
  readonly signIn: () => void;
  /** Somebody else looks after it now. */
  readonly changed: () => void;
}

/** Since you last looked, three numbers, what to do first, how to treat them, who they are, the owner's note, what was noted since. */
export function BriefTab({ customer, signIn, changed }: BriefTabProps) {
  const loaded = useAnswer<{ brief: BriefView | null }>(`brief ${customer.id}`, async () => {
    const answer = await sendMessage('brief', customer.id);
    return answer.ok ? { ok: true, value: { brief: answer.brief } } : answer;
  });
  const { value, failure, again, put } = loaded;
  if (failure) {
    return (
      <div className="p-4">
        <FailureNotice failure={failure} again={again} signIn={signIn} />
      </div>
    );
  }
  if (!value) return <Bars />;
  const { brief } = value;
  const finish = async (taskId: string): Promise<void> => {
    const answer = await sendMessage('finishTask', { customerId: customer.id, taskId });
    // What the reader just did is no news to them.
    if (answer.ok) put({ brief: answer.brief && brief && { ...answer.brief, since: brief.since } });
    else again();
  };
  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto]">
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 overflow-auto p-4">
        {customer.canTake ? (
          <TakeOver customer={customer} look={customer.tone === 'gap' ? 'filled' : 'plain'} done={changed} />
        ) : null}
        {brief ? <Brief brief={brief} finish={finish} /> : <p className="m-0 text-ink-2">{say('brief.notYours')}</p>}
      </div>
      {brief?.assignmentId ? <BriefActions brief={brief} customerId={customer.id} changed={again} /> : null}
    </div>
  );
}

function Brief({ brief, finish }: { readonly brief: BriefView; readonly finish: (taskId: string) => Promise<void> }) {
  const { since, first, handling, risks, people, note, notedSince } = brief;
  return (
    <>
      {since.length ? (
        <Notice tone="info" icon={<RefreshCw className="i" />}>
          <b>{say('brief.since')}:</b> {since.join('; ')}
        </Notice>
      ) : null}
      <Numbers brief={brief} />
      <Block title={say('brief.first')}>
        {first.length ? (
          <ul className="rows">
            {first.map((item) => (
              <First key={`${item.text} ${item.detail}`} item={item} finish={finish} />
            ))}
          </ul>
        ) : (
          <p className="m-0 text-ink-2">{say('brief.nothingFirst')}</p>
        )}
      </Block>
      {handling ? (
        <Block title={say('brief.handling')}>
          <p className="told">
            <Info className="i" />
            <span>{handling}</span>
          </p>
        </Block>
      ) : null}
      {risks.length ? (
        <Block title={say('brief.risks')}>
          <ul className="m-0 grid gap-1 pl-4">
            {risks.map((risk) => (
              <li key={risk}>{risk}</li>
            ))}
          </ul>
        </Block>
      ) : null}
      {people.length ? (
        <Block title={say('brief.people')}>
          <ul className="rows">
            {people.map(({ name, role, email }) => (
              <li key={name}>
                <span className="face" aria-hidden="true">
                  {initialsOf(name)}
                </span>
                <span className="two">
                  <b>{name}</b>
                  {role ? <span>{role}</span> : null}
                </span>
                {email ? (
                  <a className="icon-plain" href={`mailto:${email}`} aria-label={say('brief.email', name)}>
                    <Mail className="i" />
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
        </Block>
      ) : null}
      {note ? (
        <Block title={say('brief.note')}>
          <p className="m-0 whitespace-pre-wrap">{note}</p>
        </Block>
      ) : null}
      {notedSince ? (
        <Block title={say('brief.notedSince')}>
          <p className="m-0 whitespace-pre-wrap">{notedSince}</p>
        </Block>
      ) : null}
    </>
  );
}

function Numbers({ brief: { arr, health, isFalling, renewal } }: { readonly brief: BriefView }) {
  return (
    <dl className="numbers">
      <div>
        <dd>{arr}</dd>
        <dt>{say('brief.arr')}</dt>
      </div>
      <div>
        <dd>
          {health} {isFalling ? <TrendingDown className="i i-s" /> : null}
        </dd>
        <dt>{say('brief.health')}</dt>
      </div>
      {renewal ? (
        <div>
          <dd>{renewal.words}</dd>
          <dt>{renewal.label}</dt>
        </div>
      ) : null}
    </dl>
  );
}

const ICONS = { alert: Siren, clock: CircleDashed, calendar: CalendarDays } as const;

function First({ item, finish }: { readonly item: BriefItem; readonly finish: (taskId: string) => Promise<void> }) {
  const { icon, text, detail, isLate, taskId } = item;
  const Icon = ICONS[icon];
  return (
    <li>
      <Icon className="i text-ink-2" />
      <span className="two">
        <b title={text}>{text}</b>
        <span className={isLate ? 'text-gap-text' : ''}>{detail}</span>
      </span>
      {taskId ? (
        <Button size="row" aria-label={`${say('brief.done')}: ${text}`} onClick={() => void finish(taskId)}>
          {say('brief.done')}
        </Button>
      ) : null}
    </li>
  );
}

export function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="m-0 text-xs font-semibold text-ink-2">{title}</h2>
      {children}
    </section>
  );
}

/** The shape of what comes. */
export function Bars() {
  return (
    <div className="grid content-start gap-3 p-4" role="status" aria-label={say('panel.loading')}>
      {[56, 44, 96, 44, 72].map((height, index) => (
        <span key={index} className="skeleton rounded-md" style={{ height }} />
      ))}
    </div>
  );
}

import { Button, buttonClass, Chip, SeverityMark, Textarea } from '@understudy/ui';
import { ArrowUpRight, ChevronLeft, SendHorizontal } from 'lucide-react';
import { useRef, useState } from 'react';
import type { EscalationView, Said } from '../desk.js';
import { ClockChip } from '../look/clock-chip.js';
import { sendMessage, type Answer } from '../protocol.js';
import { say } from '../say.js';
import { Bars } from './brief-tab.js';
import { FailureNotice, wordsOf } from './failure-notice.js';
import { useAnswer } from './use-answer.js';

export interface EscalationDetailProps {
  readonly id: string;
  readonly back: () => void;
  readonly signIn: () => void;
}

/** Who owns it, how much time is left, what was said; a word to the team can be added here. */
export function EscalationDetail({ id, back, signIn }: EscalationDetailProps) {
  const [problem, setProblem] = useState('');
  const { value, failure, again, put } = useAnswer(`escalation ${id}`, async () =>
    asValue(await sendMessage('escalation', id)),
  );
  if (failure) {
    return (
      <div className="p-4">
        <FailureNotice failure={failure} again={again} signIn={signIn} />
      </div>
    );
  }
  if (!value) return <Bars />;
  const take = (answer: Answer<{ escalation: EscalationView }>): boolean => {
    setProblem(answer.ok ? '' : wordsOf(answer));
    if (answer.ok) put(answer.escalation);
    return answer.ok;
  };
  const begin = async (): Promise<void> => void take(await sendMessage('acknowledge', id));
  const write = async (text: string, key: string): Promise<boolean> =>
    take(await sendMessage('comment', { id, text, key }));
  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto]">
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-3 overflow-auto p-4">
        <Head view={value} back={back} />
        {value.owner ? <Owner owner={value.owner} begin={value.mayAcknowledge ? begin : null} /> : null}
        <p className="m-0 whitespace-pre-wrap">{value.description}</p>
        <section className="grid gap-2.5" aria-label={say('detail.discussion')}>
          <h2 className="m-0 text-xs font-semibold text-ink-2">{say('detail.discussion')}</h2>
          {value.said.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </section>
        {problem ? (
          <p className="m-0 text-gap-text" role="alert">
            {problem}
          </p>
        ) : null}
      </div>
      <Write id={id} write={write} />
    </div>
  );
}

const asValue = (answer: Answer<{ escalation: EscalationView }>) =>
  answer.ok ? ({ ok: true, value: answer.escalation } as const) : answer;

function Head({ view, back }: { readonly view: EscalationView; readonly back: () => void }) {
  return (
    <div className="grid gap-2">
      <div className="flex items-start gap-2">
        <button type="button" className="icon-plain" aria-label={say('detail.back')} onClick={back}>
          <ChevronLeft className="i" />
        </button>
        <h2 className="m-0 flex-1 text-base font-semibold">{view.title}</h2>
        <a
          className={buttonClass({ look: 'quiet', size: 'row', icon: true })}
          href={view.link}
          target="_blank"
          rel="noopener"
          aria-label={say('detail.open')}
        >
          <ArrowUpRight className="i" />
        </a>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <SeverityMark severity={view.severity} />
        <Chip tone="info">{view.status}</Chip>
        <ClockChip clock={view.clock} />
      </div>
      {view.clock.state === 'solved' ? null : (
        <progress
          className={`used used-${view.clock.state}`}
          max={100}
          value={Math.min(100, view.percentUsed)}
          aria-hidden="true"
        />
      )}
    </div>
  );
}

function Owner(props: {
  readonly owner: NonNullable<EscalationView['owner']>;
  readonly begin: (() => Promise<void>) | null;
}) {
  const { owner, begin } = props;
  return (
    <div className="flex items-center gap-2.5">
      <span className="face face-covered" aria-hidden="true">
        {owner.initials}
      </span>
      <span className="two flex-1">
        <b>{owner.name}</b>
        <span>{owner.why}</span>
      </span>
      {begin ? (
        <Button size="row" onClick={() => void begin()}>
          {say('detail.begin')}
        </Button>
      ) : null}
    </div>
  );
}

function Line({ line: { kind, who, initials, when, text } }: { readonly line: Said }) {
  if (kind === 'happened')
    return <p className="m-0 pl-9 text-xs text-ink-2">{[text, who, when].filter(Boolean).join(', ')}</p>;
  return (
    <div className="flex gap-2">
      <span className="face" aria-hidden="true">
        {initials}
      </span>
      <p className="m-0 min-w-0 whitespace-pre-wrap break-words">
        <b>{who}</b> <span className="text-xs text-ink-2">{when}</span>
        {`\n${text}`}
      </p>
    </div>
  );
}

/** What is typed stays until it is sent, also over closing the panel. */
function Write(props: { readonly id: string; readonly write: (text: string, key: string) => Promise<boolean> }) {
  const { id, write } = props;
  const place = `comment:${id}`;
  const [text, setText] = useState(() => sessionStorage.getItem(place) ?? '');
  const [isBusy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const change = (next: string): void => {
    setText(next);
    sessionStorage.setItem(place, next);
    key.current = crypto.randomUUID();
  };
  const send = async (): Promise<void> => {
    if (!text.trim() || isBusy) return;
    setBusy(true);
    const isSaid = await write(text.trim(), key.current);
    setBusy(false);
    if (isSaid) change('');
  };
  return (
    <footer className="flex items-end gap-2 border-t border-line bg-panel px-4 py-3">
      <Textarea
        className="flex-1"
        aria-label={say('detail.write')}
        placeholder={say('detail.writeHint')}
        maxLength={20_000}
        rows={2}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
      />
      <Button look="filled" icon busy={isBusy} aria-label={say('detail.send')} onClick={() => void send()}>
        <SendHorizontal className="i" />
      </Button>
    </footer>
  );
}

import { Chip, Notice, PriorityBars } from '@understudy/ui';
import { CalendarDays, Clock, Minus, Siren } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { browser } from 'wxt/browser';
import type { CoveredLine, Home } from '../desk.js';
import { EscalationRow } from '../panel/escalations-tab.js';
import { wordsOf } from '../panel/failure-notice.js';
import { useAnswer } from '../panel/use-answer.js';
import { sendMessage } from '../protocol.js';
import { say } from '../say.js';
import type { CustomerHit } from '../worker/answers.js';

/** My escalations, the nearest first, and what I cover by priority. */
export function HomeList({ openBrief }: { readonly openBrief: (customer: CustomerHit) => void }) {
  const { value, failure } = useAnswer<Home>('home', async () => {
    const answer = await sendMessage('home', undefined);
    return answer.ok ? { ok: true, value: answer.home } : answer;
  });
  const passed = useMinutes(value);
  if (failure)
    return (
      <div className="px-3">
        <Notice tone="waiting">{wordsOf(failure)}</Notice>
      </div>
    );
  if (!value) return <Rows />;
  const { escalations, openCount, covered, standingIn, waitingCount, links } = value;
  if (!escalations.length && !covered.length && !waitingCount) {
    return (
      <div className="grid justify-items-center gap-1 p-8 text-center">
        <p className="m-0 text-base font-semibold">{say('home.nothing')}</p>
        <p className="m-0 text-ink-2">{say('home.nothingText')}</p>
      </div>
    );
  }
  return (
    <>
      {waitingCount ? <Waiting count={waitingCount} link={links.coverage} /> : null}
      {escalations.length ? (
        <>
          <Group title={say('home.mine')} chip={<Chip tone="outlined">{openCount}</Chip>} link={links.escalations} />
          {escalations.map((line) => (
            <EscalationRow key={line.id} line={line} passed={passed} open={() => openPage(line.link)} />
          ))}
        </>
      ) : null}
      {covered.length ? (
        <>
          <Group
            title={say('home.cover')}
            chip={standingIn.map((words) => (
              <Chip key={words} tone="covered">
                {words}
              </Chip>
            ))}
            link={links.coverage}
          />
          {covered.map((line) => (
            <CoveredRow key={line.customerId} line={line} open={openBrief} />
          ))}
        </>
      ) : null}
    </>
  );
}

function openPage(url: string): void {
  void browser.tabs.create({ url }).then(() => window.close());
}

/** Whole minutes since it was read, so that due times count down. */
function useMinutes(since: unknown): number {
  const [minutes, setMinutes] = useState(0);
  useEffect(() => {
    const from = Date.now();
    setMinutes(0);
    const timer = setInterval(() => setMinutes(Math.floor((Date.now() - from) / 60_000)), 5000);
    return () => clearInterval(timer);
  }, [since]);
  return minutes;
}

function Group(props: { readonly title: string; readonly chip: ReactNode; readonly link: string }) {
  const { title, chip, link } = props;
  return (
    <div className="group-head">
      <h2>{title}</h2>
      {chip}
      <a
        className="link"
        href={link}
        aria-label={`${say('home.all')}: ${title}`}
        onClick={(event) => {
          event.preventDefault();
          openPage(link);
        }}
      >
        {say('home.all')}
      </a>
    </div>
  );
}

function Waiting({ count, link }: { readonly count: number; readonly link: string }) {
  const words = count === 1 ? say('home.waiting') : say('home.waitingMany', String(count));
  const button = (
    <button type="button" className="btn btn-row" onClick={() => openPage(link)}>
      {say('home.answer')}
    </button>
  );
  return (
    <div className="px-3 pb-1">
      <Notice tone="waiting" actions={button}>
        {words}
      </Notice>
    </div>
  );
}

const ICONS = { alert: Siren, clock: Clock, calendar: CalendarDays, none: Minus } as const;
const PRIORITIES = { high: 'home.high', medium: 'home.medium', low: 'home.low' } as const;
const SPOKEN_PRIORITIES = {
  high: 'home.highPriority',
  medium: 'home.mediumPriority',
  low: 'home.lowPriority',
} as const;

export function CoveredRow({
  line,
  open,
}: {
  readonly line: CoveredLine;
  readonly open: (customer: CustomerHit) => void;
}) {
  const { customerId: id, name, detail, when, isLate, icon, priority } = line;
  const whole = [detail, when].filter(Boolean).join(', ');
  const Icon = ICONS[icon];
  const customer = { id, name, who: whole, tone: 'covered', initials: '' } as const;
  return (
    <button type="button" className="customer-row" data-row title={name} onClick={() => open(customer)}>
      <Icon className="i text-ink-2" />
      <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)]">
        <span className="clip font-medium">{name}</span>
        <span className={`flex gap-1 text-xs ${isLate ? 'text-gap-text' : 'text-ink-2'}`} title={whole}>
          <span className="clip">{when ? `${detail},` : detail}</span>
          {when ? <span className="flex-none">{when}</span> : null}
        </span>
      </span>
      <Chip tone="outlined" icon={<PriorityBars priority={priority} bare words={say(SPOKEN_PRIORITIES[priority])} />}>
        <span aria-hidden="true">{say(PRIORITIES[priority])}</span>
      </Chip>
    </button>
  );
}

/** The shape of what comes. */
function Rows() {
  return (
    <div className="grid gap-2 px-3 py-1" role="status" aria-label={say('bar.looking')}>
      {[1, 2, 3, 4].map((row) => (
        <span key={row} className="skeleton rounded-md" style={{ height: 40 }} />
      ))}
    </div>
  );
}

import { Button, buttonClass, Notice } from '@understudy/ui';
import { Hash, Paperclip, Users } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { say } from '../say.js';
import type { Sent } from '../desk.js';

/** Who has it, both clocks, what happens now. Stored but nobody free is a state, not an error. */
export function Done({ sent, another }: { readonly sent: Sent & { state: 'sent' }; readonly another: () => void }) {
  const { done, refusedFiles } = sent;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { owner } = done;
  return (
    <div className="grid min-h-0 grid-rows-[minmax(0,1fr)_auto]">
      <div ref={box} tabIndex={-1} className="grid content-start gap-4 overflow-auto p-4 outline-none">
        {owner ? (
          <Notice tone="covered">
            <b>{say('panel.done')}</b> {say('panel.doneText')}
          </Notice>
        ) : (
          <Notice tone="waiting">
            <b>{say('panel.saved')}</b> {say('panel.savedText')}
          </Notice>
        )}
        {refusedFiles.map(({ name, why }) => (
          <Notice key={name} tone="waiting">
            {say('files.refused', name, why)}
          </Notice>
        ))}
        <section className="rounded-md border border-line bg-panel">
          {owner ? (
            <div className="flex items-center gap-2.5 border-b border-line p-3">
              <span className="face face-large face-covered" aria-hidden="true">
                {owner.initials}
              </span>
              <div className="min-w-0">
                <p className="m-0 text-base font-semibold">{owner.headline}</p>
                <p className="m-0 text-xs text-ink-2">{owner.why}</p>
              </div>
            </div>
          ) : null}
          <dl className="m-0 grid grid-cols-2 gap-3 p-3">
            <Clock term={say('panel.firstAnswer')} by={done.firstAnswerBy} within={done.firstAnswerIn} />
            <Clock term={say('panel.solvedBy')} by={done.solvedBy} within={done.solvedIn} />
          </dl>
        </section>
        <section className="grid gap-2">
          <h2 className="m-0 text-xs font-semibold text-ink-2">{say('panel.now')}</h2>
          <ul className="m-0 grid list-none gap-2 p-0 [&_.i]:mt-0.5 [&_.i]:mr-2 [&_.i]:text-ink-2">
            {done.informed.map((name) => (
              <li key={name}>
                <Users className="i i-s" />
                {say('panel.informed', name)}
              </li>
            ))}
            {done.room ? (
              <li>
                <Hash className="i i-s" />
                {say('panel.room', done.room)}
              </li>
            ) : null}
            <li>
              <Paperclip className="i i-s" />
              {say('panel.frozen')}
            </li>
          </ul>
        </section>
        <a
          className={buttonClass({ size: 'panel', className: 'justify-self-start' })}
          href={done.link}
          target="_blank"
          rel="noopener"
        >
          {say('panel.open')}
        </a>
      </div>
      <footer className="border-t border-line bg-panel px-4 py-3">
        <Button className="btn-wide w-full" onClick={another}>
          {say('panel.another')}
        </Button>
      </footer>
    </div>
  );
}

function Clock({ term, by, within }: { readonly term: string; readonly by: string; readonly within: string }) {
  return (
    <div>
      <dt className="text-xs text-ink-2">{term}</dt>
      <dd className="num m-0">
        <b className="text-base">{by}</b>{' '}
        <span className="inline-block text-xs text-ink-2">{say('panel.in', within)}</span>
      </dd>
    </div>
  );
}

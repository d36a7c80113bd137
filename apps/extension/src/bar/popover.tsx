/** @jsxImportSource preact */
import { say } from '../say.js';
import type { Link, WhoView } from '../view/who-view.js';
import { Icon, Mark } from './icons.js';

export interface PopoverProps {
  readonly view: WhoView;
  readonly opens: { readonly left: boolean; readonly up: boolean };
  readonly close: () => void;
  readonly escalate: (event: Event) => void;
  readonly retry: (event: Event) => void;
}

/** The answer: who and until when, three things to know, why. Prints what the service worker made; decides nothing. */
export function Popover({ view, opens, close, escalate, retry }: PopoverProps) {
  const { face, points, chain, notice } = view;
  const asks = view.state === 'signed-out';
  return (
    <div
      ref={takeFocus}
      class={`pop${opens.left ? ' left' : ''}${opens.up ? ' up' : ''}`}
      role="dialog"
      aria-label={view.link ? say('who.question', view.title) : view.title}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <header>
        <Mark mark={asks ? 'off' : 'plain'} />
        <b class="title">{view.title}</b>
        <button class="icon-button" type="button" aria-label={say('who.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="block">
        {notice ? (
          <p class="notice" role="status">
            <Icon name="offline" />
            <span>{notice}</span>
          </p>
        ) : null}
        {face ? (
          <div class="person">
            <span class={`face ${face.tone}`} aria-hidden="true">
              {face.initials || <Icon name="nobody" />}
            </span>
            <div>
              <p class={`headline ${face.tone}`}>{view.headline}</p>
              {view.detail ? <p class="soft">{view.detail}</p> : null}
            </div>
          </div>
        ) : view.detail ? (
          <p class="soft">{view.detail}</p>
        ) : null}
      </div>
      {points ? (
        <div class="block">
          <h2>{points.heading}</h2>
          <ul class="points">
            {points.items.map(({ icon, text }) => (
              <li key={text}>
                <Icon name={icon} />
                <span>{text}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {chain ? (
        <div class="block">
          <h2>{chain.heading}</h2>
          <ol class="chain">
            {chain.items.map((link) => (
              <ChainLink key={link.name} link={link} />
            ))}
          </ol>
        </div>
      ) : null}
      <footer>
        {asks ? null : (
          <button class={view.retry ? 'button' : 'button primary'} type="button" onClick={escalate}>
            {say('bar.escalate')}
          </button>
        )}
        {view.retry ? (
          <button class="button primary" type="button" onClick={retry}>
            {say(asks ? 'who.signIn' : 'who.again')}
          </button>
        ) : null}
        {view.link ? (
          <a class="quiet" href={view.link} target="_blank" rel="noopener">
            {say('who.open')}
          </a>
        ) : null}
      </footer>
    </div>
  );
}

const takeFocus = (box: HTMLElement | null): void => box?.focus();

const LINK_ICONS = { away: 'plane', covered: 'check', gap: 'close', next: null } as const;

function ChainLink({ link: { mark, name, role, reason } }: { readonly link: Link }) {
  const icon = LINK_ICONS[mark];
  return (
    <li>
      <span class={`dot ${mark}`}>{icon ? <Icon name={icon} /> : '2'}</span>
      <span>
        <b>{name}</b>
        {role ? (role.startsWith(',') ? role : ` ${role}`) : ''}
        {reason ? <span class="soft reason">{reason}</span> : null}
      </span>
    </li>
  );
}

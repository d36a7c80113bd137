/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import type { Failure } from '../../protocol.js';
import { say } from '../../say.js';
import type { AnswerProps } from '../door.js';
import { Icon, Mark } from './icons.js';

interface PopProps {
  readonly props: AnswerProps;
  readonly title: string;
  /** What it is, for who cannot see it; the title where nothing better is known. */
  readonly label?: string;
  readonly isOff?: boolean;
  /** The customer's page of the dashboard. */
  readonly link?: string | null;
  readonly children: ComponentChildren;
}

/** The frame of everything that opens under the bar: takes the focus, closes with Escape. */
export function Pop({ props, title, label = title, isOff = false, link = null, children }: PopProps) {
  const { opens, close } = props;
  return (
    <div
      ref={takeFocus}
      class={`pop${opens.left ? ' left' : ''}${opens.up ? ' up' : ''}`}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <div class="head">
        <Mark mark={isOff ? 'off' : 'plain'} />
        <b class="title" title={title}>
          {title}
        </b>
        {link ? (
          <a
            class="icon-button"
            href={link}
            target="_blank"
            rel="noopener"
            aria-label={say('who.open')}
            title={say('who.open')}
          >
            <Icon name="external" />
          </a>
        ) : null}
        <button class="icon-button" type="button" aria-label={say('who.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </div>
  );
}

const takeFocus = (box: HTMLElement | null): void => box?.focus();

/** What did not work, beside what was typed. */
export function Trouble({ failure }: { readonly failure: Failure | null }) {
  return (
    <p class="trouble" role="alert">
      {failure ? wordsOf(failure) : ''}
    </p>
  );
}

export function wordsOf(failure: Failure): string {
  if (failure.why === 'signed-out') return say('who.signedOutTitle');
  if (failure.why === 'offline') return say('who.offline');
  return [failure.message, ...failure.fields.map(({ message }) => message)].join(' ');
}

/** @jsxImportSource preact */
import { render } from 'preact';
import type { AnswerProps } from '../door.js';
import css from './answer.css?inline';
import { Menu } from './menu.js';
import { MovingHint } from './moving-hint.js';
import { TakeOver } from './take-over.js';
import { Undo } from './undo.js';
import { Unlinked } from './unlinked.js';
import { WhoAnswer } from './who-answer.js';

/** bar/door.ts, the half that comes with the first click. */
export function draw(into: HTMLElement, props: AnswerProps | null): void {
  addStyle(into);
  render(props ? <Opened {...props} /> : null, into);
}

function Opened(props: AnswerProps) {
  const { open, view } = props.model;
  switch (open) {
    case 'answer':
      if (!view) return null;
      return view.state === 'unlinked' ? <Unlinked {...props} view={view} /> : <WhoAnswer {...props} view={view} />;
    case 'take-over':
      return <TakeOver {...props} />;
    case 'menu':
      return <Menu {...props} />;
    case 'moving':
      return <MovingHint {...props} />;
    case 'hidden':
    case 'ignored':
      return <Undo key={open} {...props} what={open} />;
    case null:
      return null;
  }
}

/** Beside the bar's own style, once. */
function addStyle(into: HTMLElement): void {
  const root = into.getRootNode();
  if (!(root instanceof ShadowRoot) || root.querySelector('style.answer')) return;
  const style = document.createElement('style');
  style.className = 'answer';
  style.textContent = css;
  root.prepend(style);
}

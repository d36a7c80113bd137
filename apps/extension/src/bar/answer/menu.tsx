/** @jsxImportSource preact */
import { sendMessage } from '../../protocol.js';
import { say } from '../../say.js';
import type { AnswerProps } from '../door.js';
import { Icon, type IconName } from './icons.js';

/** Getting the bar out of the way: right click on it, or Shift+F10. */
export function Menu({ model, opens, close, isCollapsed, isMoved, changePlace }: AnswerProps) {
  const items: readonly (readonly [icon: IconName, words: string, run: (event: Event) => void])[] = [
    ['move', say('bar.move'), (event) => void model.show(event, 'moving')],
    ...(isMoved ? [['home', say('bar.moveBack'), () => done(changePlace({ movedTo: null }))] as const] : []),
    isCollapsed
      ? ['grow', say('bar.expand'), () => done(changePlace({ isCollapsed: false }))]
      : ['shrink', say('bar.collapse'), () => done(changePlace({ isCollapsed: true }))],
    ['panel', say('bar.openPanel'), (event) => void model.openPanel(event, 'brief')],
    ['hide', say('bar.hide'), (event) => void model.show(event, 'hidden')],
    ['options', say('bar.options'), () => done(sendMessage('openOptions', undefined))],
  ];
  const done = (work: Promise<unknown>): void => {
    void work;
    close();
  };
  return (
    <div
      ref={focusFirst}
      class={`pop menu${opens.left ? ' left' : ''}${opens.up ? ' up' : ''}`}
      role="menu"
      aria-label="Understudy"
      onKeyDown={(event) => (event.key === 'Escape' || event.key === 'Tab' ? close() : step(event))}
    >
      {items.map(([icon, words, run]) => (
        <button
          key={icon}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={(event) => event.isTrusted && run(event)}
        >
          <Icon name={icon} />
          {words}
        </button>
      ))}
    </div>
  );
}

const focusFirst = (menu: HTMLElement | null): void => menu?.querySelector('button')?.focus();

function step(event: KeyboardEvent): void {
  const { currentTarget: menu, target, key } = event;
  if (!(menu instanceof HTMLElement)) return;
  const items = [...menu.querySelectorAll('button')];
  const at = items.findIndex((item) => item === target);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[key];
  if (next === undefined) return;
  event.preventDefault();
  items[next % items.length]?.focus();
}

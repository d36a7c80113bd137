import { formatCount } from '@understudy/ui';
import { type Card, isOver } from './card.js';
import { isUnresolved } from '../unresolved.js';

const DAY_MS = 86_400_000;

/** "23 open in EMEA. 1 is past its time, 2 run out within a day." */
export function summaryWords(cards: readonly Card[], now: number, where = ''): string {
  const open = cards.filter(isUnresolved);
  if (open.length === 0) return `None is open${where}.`;
  const over = open.filter((card) => isOver(card, now)).length;
  const soon = open.filter(({ paused, due_at: at }) => {
    const left = Date.parse(at) - now;
    return !paused && left >= 0 && left < DAY_MS;
  }).length;
  const late = over === 0 ? 'None is past its time' : `${over} ${over === 1 ? 'is' : 'are'} past the time`;
  const next = soon === 0 ? '' : `, ${soon} ${soon === 1 ? 'runs' : 'run'} out within a day`;
  return `${formatCount(open.length, 'open', 'open')}${where}. ${late}${next}.`;
}

import type { AnswerOf, ListIntegrations } from '@understudy/contracts';
import { formatCount, listNames } from '@understudy/ui';

export type Integration = AnswerOf<typeof ListIntegrations>['items'][number];
export type Kind = Integration['kind'];

/** What each is called (the API's advice says "Set up, Integrations, Slack") and what for. */
export const INTEGRATIONS: Readonly<Record<Kind, { readonly name: string; readonly purpose: string }>> = {
  google: { name: 'Google', purpose: 'Calendars, replies, forwarding, meetings and the directory of your Workspace.' },
  addon: { name: 'Add-on in Gmail and Calendar', purpose: 'Understudy beside mails and events.' },
  slack: { name: 'Slack', purpose: 'Requests, warnings and war rooms where people work.' },
  pto: { name: 'PTO systems', purpose: 'Approved time off becomes absences.' },
  mail: { name: 'E-mail', purpose: 'Notices to customers and mails to your people.' },
  storage: { name: 'Storage', purpose: 'Files that are attached to escalations.' },
  webhooks: { name: 'Webhooks', purpose: 'Your own programs hear what happens.' },
};

type Chip = { readonly tone: 'covered' | 'waiting' | 'gap' | 'outlined'; readonly words: string };

/** Lost is broken; degraded and a problem want something; not connected is no alarm. */
export function stateChip({ state, problem }: Pick<Integration, 'state' | 'problem'>): Chip {
  if (state === 'lost') return { tone: 'gap', words: 'Lost' };
  if (state === 'degraded') return { tone: 'waiting', words: 'Works in part' };
  if (state === 'connected')
    return problem ? { tone: 'waiting', words: 'Wants something' } : { tone: 'covered', words: 'Works' };
  return { tone: 'outlined', words: 'Not connected' };
}

const PRESSING = { lost: 0, degraded: 1, connected: 3, not_connected: 4 } as const;
const pressing = ({ state, problem, lost }: Integration): number =>
  state === 'connected' && (problem || lost.length > 0) ? 2 : PRESSING[state];

/** What presses first; those that work in the order of the API, then those that are not connected. */
export const byPressing = (items: readonly Integration[]): Integration[] =>
  items.toSorted((one, other) => pressing(one) - pressing(other));

export const wantsSomething = (one: Integration): boolean => pressing(one) < 3;

/** The answer over the list. */
export function answerOf(items: readonly Integration[]): string {
  const lost = items.filter(({ state }) => state === 'lost').map(({ kind }) => INTEGRATIONS[kind].name);
  if (lost.length > 0) return `${listNames(lost)} ${lost.length === 1 ? 'is' : 'are'} lost`;
  const wanting = items.filter(wantsSomething);
  if (wanting.length > 0)
    return `${formatCount(wanting.length, 'integration')} ${wanting.length === 1 ? 'wants' : 'want'} something`;
  const connected = items.filter(({ state }) => state === 'connected').length;
  return connected === 0 ? 'Nothing is connected yet' : `All ${connected} that are connected work`;
}

/** What the one button says that mends or makes it; null where nothing presses. */
export function mendWords({ kind, state, problem, lost }: Integration): string | null {
  if (kind === 'webhooks') return problem || lost.length > 0 ? 'See the endpoints' : null;
  if (state === 'not_connected') return kind === 'pto' ? 'Add a system' : kind === 'slack' ? 'Install' : 'Connect';
  if (state === 'lost') return kind === 'slack' ? 'Install again' : 'Mend it';
  return state === 'degraded' || problem || lost.length > 0 ? 'See what to do' : null;
}

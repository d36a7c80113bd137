import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { WhoView } from '../view/who-view.js';

// The browser's stores, in memory: the modules below take the browser they find when they are loaded.
Object.assign(globalThis, { chrome: { ...fakeBrowser, i18n: { getMessage: () => 'en' } } });
const { rememberAnswer } = await import('./last-answers.js');
const { gapOn, noteCustomerBehind, saveShown } = await import('./shown.js');

const TAB = 7;
const ticket = { system: 'zendesk-ticket', recordId: '35436' };
const otherTicket = { system: 'zendesk-ticket', recordId: '35437' };
const organisation = { system: 'zendesk', recordId: '360001' };
const answer = (state: WhoView['state']): WhoView => ({
  state,
  bar: { mark: 'gap', name: '', rest: '', short: '', act: null, sentence: '' },
  title: 'Halvorsund',
  face: null,
  headline: '',
  detail: '',
  notice: '',
  points: null,
  chain: null,
  link: null,
  canTakeOver: false,
  canLink: false,
  retry: null,
});

beforeEach(() => fakeBrowser.reset());

test('a ticket has the gap of the customer behind it', async () => {
  await saveShown(TAB, ticket);
  await rememberAnswer(organisation, answer('gap'));
  await noteCustomerBehind(ticket, organisation);
  expect(await gapOn(TAB)).toBe('Halvorsund');
});

test('a customer has its own', async () => {
  await saveShown(TAB, organisation);
  await rememberAnswer(organisation, answer('gap'));
  await noteCustomerBehind(organisation, organisation);
  expect(await gapOn(TAB)).toBe('Halvorsund');
});

test('no gap on another ticket, which nobody asked about, nor where the tab shows nothing any more', async () => {
  await saveShown(TAB, ticket);
  await rememberAnswer(organisation, answer('gap'));
  await noteCustomerBehind(ticket, organisation);
  await saveShown(TAB, otherTicket);
  expect(await gapOn(TAB)).toBe('');
  await saveShown(TAB, null);
  expect(await gapOn(TAB)).toBe('');
});

test('no gap once somebody covers', async () => {
  await saveShown(TAB, ticket);
  await rememberAnswer(organisation, answer('gap'));
  await noteCustomerBehind(ticket, organisation);
  await rememberAnswer(organisation, answer('covered'));
  expect(await gapOn(TAB)).toBe('');
});

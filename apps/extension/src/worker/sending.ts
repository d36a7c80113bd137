import { AddAttachment, CreateEscalation } from '@understudy/contracts';
import { browser } from 'wxt/browser';
import type { KeptLine, Sent } from '../desk.js';
import { getFile, removeFiles } from '../file-store.js';
import { UNCERTAIN_CODE, type Kept, type KeptFile } from '../kept.js';
import { onMessage } from '../protocol.js';
import { say } from '../say.js';
import type { EscalationDone } from './answers.js';
import { ApiFailure, type Api } from './api.js';
import { describeEscalation } from './escalate.js';
import { Outbox } from './outbox.js';
import { keptStore } from './kept-store.js';
import type { Person } from './person.js';
import type { Session } from './session.js';
import { requireOwnPage } from './senders.js';
import { customersOf } from './who.js';
import type { World } from './world.js';

const ALARM = 'send-kept';
/** The shortest that browsers grant; set only while something is kept. */
const EVERY_MINUTES = 0.5;

interface Sender {
  readonly api: Api;
  readonly session: Session;
  readonly person: Person;
  changed(): Promise<void>;
}

export function makeOutbox({ api, session, person, changed }: Sender): Outbox {
  return new Outbox(keptStore, {
    send: (kept) => send(api, person, kept),
    upload: (kept, escalationId, file) => upload(api, kept, escalationId, file),
    forgetFiles: removeFiles,
    person: async () => ((await session.isSignedIn()) ? ((await person.last())?.userId ?? null) : null),
    now: () => Date.now(),
    async changed() {
      await changed();
      await wakeLater();
    },
  });
}

async function send(api: Api, person: Person, kept: Kept): Promise<EscalationDone> {
  const customerId = kept.escalation.customer_id ?? (await customerOf(api, kept));
  const input = { ...kept.escalation, customer_id: customerId };
  const made = await api.call(CreateEscalation, input, { idempotencyKey: kept.key });
  return describeEscalation(made, await person.reader());
}

/** Written without a connection, so that nobody could say whose record it is. */
async function customerOf(api: Api, { subject }: Kept): Promise<string> {
  const [only, ...more] = subject.record ? await customersOf(api, subject.record) : [];
  if (only && !more.length) return only.customer.id;
  const message = say('kept.whichCustomer');
  throw new ApiFailure({ why: 'refused', code: 'lookup.not-one', message, requestId: null, fields: [] });
}

async function upload(api: Api, { key }: Kept, escalationId: string, { id, name }: KeptFile): Promise<void> {
  const file = await getFile(id);
  if (!file) {
    const failure = {
      why: 'refused',
      code: 'files.gone',
      message: say('files.gone'),
      requestId: null,
      fields: [],
    } as const;
    throw new ApiFailure(failure);
  }
  const form = new FormData();
  form.append('file', file, name);
  await api.call(AddAttachment, { escalation_id: escalationId }, { form, idempotencyKey: `${key}:${id}` });
}

/** The browser may end the worker at any time: an alarm brings it back while something is kept, and goes when nothing is. */
async function wakeLater(): Promise<void> {
  const isWaiting = (await keptStore.read()).some(({ failure }) => !failure);
  const known = await browser.alarms.get(ALARM);
  if (isWaiting && !known) await browser.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES });
  if (!isWaiting && known) await browser.alarms.clear(ALARM);
}

/** How many of whoever signed in last are not sent yet. */
export async function keptCount(person: Person): Promise<number> {
  const last = await person.last();
  if (!last) return 0;
  return (await keptStore.read()).filter(({ userId, done }) => userId === last.userId && !done).length;
}

/** Listens in the first turn, as everything of the worker: for the alarm, for the network, and for the form. */
export function answerSending(world: World): void {
  const { outbox, answering, person } = world;
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void outbox.flush();
  });
  globalThis.addEventListener('online', () => void outbox.flush());

  onMessage('send', ({ sender, data }) => {
    requireOwnPage(sender);
    return answering(async () => {
      const { userId } = await person.known();
      await outbox.add({ ...data, userId, triedAt: null, done: null, failure: null });
      await outbox.flush();
      return { sent: await whatBecame(outbox, data.key) };
    });
  });
  onMessage('outcome', ({ sender, data: key }) => {
    requireOwnPage(sender);
    return outbox.outcome(key);
  });
  onMessage('keptList', async ({ sender }) => {
    requireOwnPage(sender);
    const last = await person.last();
    return last ? (await outbox.list(last.userId)).map(keptLine) : [];
  });
  onMessage('sendKept', async ({ sender, data: key }) => {
    requireOwnPage(sender);
    if (key !== null) await outbox.retry(key);
    await outbox.flush();
  });
  onMessage('dropKept', async ({ sender, data: key }) => {
    requireOwnPage(sender);
    return outbox.drop(key);
  });
}

/** A refusal goes back into the form, where the text still is: it does not stay in the outbox as well. */
async function whatBecame(outbox: Outbox, key: string): Promise<Sent> {
  const outcome = await outbox.outcome(key);
  if (outcome?.state === 'sent') return { state: 'sent', done: outcome.done, refusedFiles: outcome.refusedFiles };
  if (outcome?.state !== 'refused') return { state: 'kept' };
  await outbox.drop(key);
  throw new ApiFailure(outcome.failure);
}

function keptLine({ key, escalation, customerName: customer, failure, done }: Kept): KeptLine {
  const { title, severity } = escalation;
  const line = { key, title, customer, severity };
  if (done) return { ...line, state: 'files', why: '' };
  if (!failure) return { ...line, state: 'waiting', why: '' };
  if (failure.why !== 'refused') return { ...line, state: 'refused', why: '' };
  return failure.code === UNCERTAIN_CODE
    ? { ...line, state: 'uncertain', why: '' }
    : { ...line, state: 'refused', why: failure.message };
}

import { AddCrmId, CreateCustomer } from '@understudy/contracts';
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { onMessage, sendMessage, type Answer } from '../protocol.js';
import type { RecordRef } from '../sites/record.js';
import { changePlace, Place } from '../sites/places.js';
import type { WhoView } from '../view/who-view.js';
import type { Api } from './api.js';
import { RecordRefShape } from './panel.js';
import { requireKnown, requireRecordOf } from './senders.js';

/** What the bar's messages need of the worker. */
export interface BarWorld {
  readonly api: Api;
  who(record: RecordRef): Promise<WhoView>;
  answering<T extends object>(work: () => Promise<T>): Promise<Answer<T>>;
}

/** entrypoints/answer.ts */
const ANSWER = '/answer.js';
const line = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const LinkShape = z.strictObject({ record: RecordRefShape, customerId: z.uuid() });
const CreateShape = z.strictObject({
  record: RecordRefShape,
  customer: z.strictObject({ name: line(200), segment: line(60), industry: line(100) }),
});
const ChangeShape = z.strictObject({ siteId: line(60), change: z.partial(Place) });

/** What a person does in the bar itself: link its record, make a customer of it, move or hide it. */
export function answerBars({ api, who, answering }: BarWorld): void {
  onMessage('linkRecord', async ({ sender, data }) => {
    const { record, customerId } = LinkShape.parse(data);
    await requireRecordOf(sender, record);
    return answering(async () => {
      await link(api, record, customerId);
      return { view: await who(record) };
    });
  });
  onMessage('createCustomer', async ({ sender, data }) => {
    const { record, customer } = CreateShape.parse(data);
    await requireRecordOf(sender, record);
    return answering(async () => {
      await api.call(
        CreateCustomer,
        { ...customer, crm_ids: [onWire(record)] },
        { idempotencyKey: crypto.randomUUID() },
      );
      return { view: await who(record) };
    });
  });
  onMessage('changePlace', async ({ sender, data }) => {
    await requireKnown(sender);
    const { siteId, change } = ChangeShape.parse(data);
    await changePlace(siteId, change);
    await tellOthers(sender.tab?.id);
  });
  onMessage('openOptions', async ({ sender }) => {
    await requireKnown(sender);
    await browser.runtime.openOptionsPage();
  });
  onMessage('bringAnswer', async ({ sender }) => {
    await requireKnown(sender);
    if (sender.tab?.id === undefined) throw new Error('bringAnswer without a tab');
    await browser.scripting.executeScript({ target: { tabId: sender.tab.id }, files: [ANSWER] });
  });
}

const onWire = ({ system, recordId }: RecordRef) => ({ system, record_id: recordId });

async function link(api: Api, record: RecordRef, customerId: string): Promise<void> {
  await api.call(AddCrmId, { customer_id: customerId, ...onWire(record) });
}

/** The tab that changed something has drawn it already, and may still offer to undo it. */
async function tellOthers(tabId: number | undefined): Promise<void> {
  const tabs = (await browser.tabs.query({})).filter(({ id }) => id !== undefined && id !== tabId);
  await Promise.allSettled(tabs.map(({ id }) => sendMessage('changed', undefined, id)));
}

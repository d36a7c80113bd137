import { GetResponsible, ListCategories, Lookup } from '@understudy/contracts';
import { browser } from 'wxt/browser';
import { onMessage } from '../protocol.js';
import type { RecordRef } from '../sites/record.js';
import type { Category, CustomerHit } from './answers.js';
import { ApiFailure } from './api.js';
import { requireKnown, requireOwnPage } from './senders.js';
import { customerHit, customersOf } from './who.js';
import type { World } from './world.js';

const KINDS = 'categories';

/** Finding customers, and the kinds an escalation can have. The last answers stand in for a connection, so that one can write. */
export function answerCustomers({ api, answering, person }: World): void {
  onMessage('findCustomers', async ({ sender, data: query }) => {
    await requireKnown(sender);
    return answering(async () => {
      const [{ customers }, who] = [await api.call(Lookup, { query }), await person.reader()];
      return { customers: customers.map((hit) => customerHit(hit, who)) };
    });
  });
  onMessage('customerOf', ({ sender, data: { record, url } }) => {
    requireOwnPage(sender);
    return answering(() =>
      orLast(customerKey(record, url), async () => {
        const hits = record ? await customersOf(api, record) : await atAddress(url);
        const [only, ...more] = hits;
        return { customer: only && !more.length ? customerHit(only, await person.reader()) : null };
      }),
    );
  });
  onMessage('whoLooksAfter', ({ sender, data: { id, name } }) => {
    requireOwnPage(sender);
    return answering(async () => {
      const responsible = await api.call(GetResponsible, { customer_id: id });
      return { customer: customerHit({ customer: { id, name }, responsible }, await person.reader()) };
    });
  });
  onMessage('categories', ({ sender }) => {
    requireOwnPage(sender);
    return answering(() =>
      orLast<{ categories: readonly Category[] }>(KINDS, async () => ({
        categories: (await api.call(ListCategories, {})).items,
      })),
    );
  });

  /** Whose page it is, where somebody escalates from a customer's own site. */
  async function atAddress(url: string) {
    if (!/^https?:/.test(url)) return [];
    return (await api.call(Lookup, { url })).customers;
  }
}

const customerKey = (record: RecordRef | null, url: string): string =>
  `customer:${record ? `${record.system}:${record.recordId}` : url}`;

/** Kept in memory until the browser closes, and gone with the sign-in; only a lost connection asks for it. */
async function orLast<T extends { categories: readonly Category[] } | { customer: CustomerHit | null }>(
  key: string,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    const answer = await ask();
    await browser.storage.session.set({ [key]: answer });
    return answer;
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.failure.why !== 'offline') throw error;
    const stored = await browser.storage.session.get<Record<string, T | undefined>>(key);
    const last = stored[key];
    if (!last) throw error;
    return last;
  }
}

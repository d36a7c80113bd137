import { PlanTakeOver, TakeOverCustomer } from '@understudy/contracts';
import { onMessage, type Answer, type TakeOverPlan } from '../protocol.js';
import { say } from '../say.js';
import { RecordRefShape } from './panel.js';
import type { RecordRef } from '../sites/record.js';
import { firstNameOf } from '../view/days.js';
import { ownRefusal } from '../view/own-refusal.js';
import { ApiFailure } from './api.js';
import { requireOwnPage, requireRecordOf } from './senders.js';
import { customersOf, whoCovers } from './who.js';
import type { World } from './world.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Taking over, from the bar and from pages of ours: first what it would mean, then, confirmed, the thing itself. */
export function answerTakeOvers(world: World): void {
  const { api, person, badge } = world;
  const answering = <T extends object>(work: () => Promise<T>): Promise<Answer<T>> =>
    world.answering(() => work().catch(riseAsOwn));
  onMessage('takeOverPlan', async ({ sender, data }) => {
    const record = RecordRefShape.parse(data);
    await requireRecordOf(sender, record);
    return answering(async () => ({ plan: await planOf(world, await theCustomer(world, record)) }));
  });
  onMessage('takeOver', async ({ sender, data }) => {
    const record = RecordRefShape.parse(data);
    await requireRecordOf(sender, record);
    return answering(async () => {
      await takeOver(world, await theCustomer(world, record));
      const view = await whoCovers(api, record, () => person.reader());
      await badge.draw();
      return { view };
    });
  });
  onMessage('takeOverPlanOf', ({ sender, data: customer }) => {
    requireOwnPage(sender);
    return answering(async () => ({ plan: await planOf(world, customer) }));
  });
  onMessage('takeOverOf', ({ sender, data: customer }) => {
    requireOwnPage(sender);
    return answering(async () => {
      await takeOver(world, customer);
      return {};
    });
  });
}

/** The one customer of a record. Throws ApiFailure where it is none or several: those have states of their own. */
async function theCustomer({ api }: World, record: RecordRef): Promise<Named> {
  const [only, ...more] = await customersOf(api, record);
  if (only && !more.length) return only.customer;
  const message = say(only ? 'who.several' : 'who.unlinked');
  throw new ApiFailure({ why: 'refused', code: 'lookup.not-one', message, requestId: null, fields: [] });
}

async function planOf({ api, person }: World, customer: Named): Promise<TakeOverPlan> {
  const plan = await api.call(PlanTakeOver, { customer_id: customer.id });
  const { days, now } = await person.clock();
  const { ends_at: end, time_zone: zone, absent } = plan;
  return {
    customer: { id: customer.id, name: customer.name },
    until: end ? say('who.until', days.until(end, now, zone)) : say('take.untilBack', firstNameOf(absent.name)),
    untilShort: end ? days.untilShort(end, now, zone) : '',
    told: plan.told.map(({ name }) => name),
  };
}

/** Doing it twice is the same take-over (API), so that no key is needed beyond the click. */
const takeOver = ({ api }: World, { id }: Named) =>
  api.call(TakeOverCustomer, { customer_id: id }, { idempotencyKey: crypto.randomUUID() });

/** Throws what it is given, said to the one who takes over. */
function riseAsOwn(error: unknown): never {
  if (!(error instanceof ApiFailure)) throw error;
  throw new ApiFailure(ownRefusal(error.failure, say), error.mayPass);
}

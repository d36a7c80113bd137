import {
  AcknowledgeEscalation,
  AddBriefNote,
  GetCustomerBrief,
  GetEscalation,
  ListEscalations,
  ListEscalationUpdates,
  LogActivity,
  PatchTask,
  PostEscalationUpdate,
  PreviewEscalation,
} from '@understudy/contracts';
import type { BriefView, EscalationView, PreviewView } from '../desk.js';
import type { DeskProtocol } from '../desk-protocol.js';
import { onMessage } from '../protocol.js';
import { initialsOf } from '../view/days.js';
import { ApiFailure } from './api.js';
import { briefView } from './brief-view.js';
import { escalationLine, escalationView } from './escalation-views.js';
import { home, tellingOf } from './home.js';
import { requireOwnPage } from './senders.js';
import type { World } from './world.js';

const MOST_SAID = 30;

/** What popup and panel ask. Every one of them is refused to pages that are not ours. */
export function answerDesk(world: World): void {
  const { api, answering } = world;
  const own = <T extends object>(sender: Parameters<typeof requireOwnPage>[0], work: () => Promise<T>) => {
    requireOwnPage(sender);
    return answering(work);
  };
  onMessage('home', ({ sender }) => own(sender, async () => ({ home: await home(world) })));
  onMessage('brief', ({ sender, data: customerId }) =>
    own(sender, async () => ({ brief: await brief(world, customerId) })),
  );
  onMessage('escalationsOf', ({ sender, data: customerId }) =>
    own(sender, async () => {
      const [{ items }, telling] = await Promise.all([
        api.call(ListEscalations, { customer_id: customerId, limit: 20 }),
        tellingOf(world),
      ]);
      return { escalations: items.map((row) => escalationLine(row, telling)) };
    }),
  );
  onMessage('escalation', ({ sender, data: id }) =>
    own(sender, async () => ({ escalation: await escalation(world, id) })),
  );
  onMessage('acknowledge', ({ sender, data: id }) =>
    own(sender, async () => {
      await api.call(AcknowledgeEscalation, { escalation_id: id }, { idempotencyKey: crypto.randomUUID() });
      return { escalation: await escalation(world, id) };
    }),
  );
  onMessage('comment', ({ sender, data: { id, text, key } }) =>
    own(sender, async () => {
      await api.call(PostEscalationUpdate, { escalation_id: id, comment: text }, { idempotencyKey: key });
      return { escalation: await escalation(world, id) };
    }),
  );
  onMessage('finishTask', ({ sender, data: { customerId, taskId } }) =>
    own(sender, async () => {
      await api.call(PatchTask, { customer_id: customerId, task_id: taskId, status: 'done' });
      return { brief: await brief(world, customerId) };
    }),
  );
  onMessage('logActivity', ({ sender, data: { assignmentId, customerId, text, key } }) =>
    own(sender, async () => {
      const input = { assignment_id: assignmentId, customer_id: customerId, activity_type: 'note', description: text };
      await api.call(LogActivity, input, { idempotencyKey: key });
      return {};
    }),
  );
  onMessage('addNote', ({ sender, data: { briefId, text, key } }) =>
    own(sender, async () => {
      await api.call(AddBriefNote, { brief_id: briefId, note: text }, { idempotencyKey: key });
      return {};
    }),
  );
  onMessage('preview', ({ sender, data: input }) =>
    own(sender, async () => ({ preview: await preview(world, input) })),
  );
}

async function brief(world: World, customerId: string): Promise<BriefView | null> {
  try {
    const found = await world.api.call(GetCustomerBrief, { customer_id: customerId });
    return briefView(found, await tellingOf(world));
  } catch (error) {
    // Not this person's to read (403), or there is none (404): the panel says so.
    if (error instanceof ApiFailure && error.failure.why === 'refused' && !error.mayPass) return null;
    throw error;
  }
}

async function escalation(world: World, id: string): Promise<EscalationView> {
  const [whole, { items }, telling] = await Promise.all([
    world.api.call(GetEscalation, { escalation_id: id }),
    world.api.call(ListEscalationUpdates, { escalation_id: id, limit: MOST_SAID }),
    tellingOf(world),
  ]);
  return escalationView(whole, items, telling);
}

async function preview(
  world: World,
  { customerId, category, severity }: Parameters<DeskProtocol['preview']>[0],
): Promise<PreviewView> {
  const { api, person } = world;
  const said = await api.call(PreviewEscalation, { customer_id: customerId, category, severity });
  const { days } = await person.clock();
  const owner = said.primary_owner;
  return {
    owner: owner && { name: owner.name, initials: initialsOf(owner.name) },
    why: said.explanation,
    answerBy: days.moment(said.response_due_at, said.now),
    solvedBy: days.moment(said.due_at, said.now),
  };
}

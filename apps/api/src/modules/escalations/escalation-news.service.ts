import { Injectable } from '@nestjs/common';
import type { EscalationId, UserId } from '@understudy/domain';
import { type Actor as HistoryActor, History } from '../../platform/audit/index.js';
import type { Json, JsonObject, Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';

/** Who changes an escalation: a person, or a part of the product by its name ("escalation-clock"). */
export type Actor = CallerContext | { readonly system: string };

/** The person, or null when the product did it by itself. */
export const userOf = (actor: Actor): UserId | null => ('system' in actor ? null : actor.userId);

export const asHistoryActor = (actor: Actor): { actor: HistoryActor; requestId?: string } =>
  'system' in actor ? { actor: { kind: 'system', name: actor.system } } : byCaller(actor);

/** What happened to an escalation, as its timeline keeps it: what was before, what is after, and what was said. */
export interface EscalationHappening {
  readonly type: string;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly said?: JsonObject;
  /** Messages that go out beside `escalation.changed`, by type; ids only. */
  readonly messages?: Readonly<Record<string, JsonObject>>;
}

const withoutEmpty = (data: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(data).filter(([, value]: [string, Json | undefined]) => value != null));

/** One event in the timeline and the messages to everybody else, with the change that causes them. */
@Injectable()
export class EscalationNews {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async tell(
    tx: Tx,
    actor: Actor,
    about: { readonly id: EscalationId; readonly customer: { readonly id: string } | null },
    { type, before, after, said = {}, messages = {} }: EscalationHappening,
  ): Promise<void> {
    await this.history.append(tx, {
      type,
      subject: { kind: 'escalation', id: about.id },
      ...asHistoryActor(actor),
      data: { ...withoutEmpty(said), ...(before && { before }), ...(after && { after }) },
    });
    const changed: EscalationHappening['messages'] =
      'escalation.created' in messages ? {} : { 'escalation.changed': {} };
    await this.send(tx, actor, about, { ...messages, ...changed });
  }

  /** Messages alone, for what stands in the timeline already. */
  async send(
    tx: Tx,
    actor: Actor,
    about: { readonly id: EscalationId; readonly customer: { readonly id: string } | null },
    messages: Readonly<Record<string, JsonObject>>,
  ): Promise<void> {
    const ids = { escalation_id: about.id, customer_id: about.customer?.id ?? null, by_user_id: userOf(actor) };
    for (const [name, payload] of Object.entries(messages))
      await this.outbox.add(tx, { type: name, ...ids, ...payload });
  }
}

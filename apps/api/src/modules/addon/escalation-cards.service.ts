import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { escalateCard, escalatedCard } from '@understudy/cards';
import { type Card, type CardActionCall, type CardForm, CreateEscalation, SEVERITIES } from '@understudy/contracts';
import { asId, type CustomerId, DomainError, startOfDay } from '@understudy/domain';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { EscalationCreation, EscalationsService } from '../escalations/index.js';
import type { Reader, TypedBack } from './action-desks.js';
import { crmUrlOf, frameOf } from './frame.js';
import { once } from './once.js';

type Create = Extract<CardActionCall, { id: 'escalation.create' }>;

/** Escalating from the mail: the form with the subject as title, and who has it afterwards. */
@Injectable()
export class EscalationCards {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly customers: CustomersRepository,
    private readonly escalations: EscalationsService,
    private readonly creation: EscalationCreation,
  ) {}

  async form(
    caller: CallerContext,
    reader: Reader,
    about: { customer_id: string; thread_id?: string | undefined; subject?: string | undefined },
    back: TypedBack = {},
  ): Promise<Card> {
    const { items } = await this.escalations.categories(caller);
    const { requestKey, ...typed } = back;
    return escalateCard({
      ...(await this.about(caller, reader, about.customer_id)),
      thread: { threadId: about.thread_id ?? null, subject: about.subject ?? null },
      categories: items.map(({ name }) => ({ name })),
      requestKey: requestKey ?? randomUUID(),
      ...typed,
    });
  }

  /** Stored once per form that was drawn. What the rules refuse comes back on the form, with everything typed. */
  async create(caller: CallerContext, reader: Reader, { parameters, form }: Create): Promise<Card> {
    const view = await this.about(caller, reader, parameters.customer_id);
    const { timeZone } = view.frame;
    const input = {
      customer_id: asId<CustomerId>(parameters.customer_id),
      category: form.category,
      severity: z.enum(SEVERITIES).parse(form.severity),
      title: form.title,
      description: form.description,
      ...(form.expected_resolution === undefined ? {} : { expected_resolution: form.expected_resolution }),
      ...(form.target_resolution_date === undefined
        ? {}
        : {
            target_resolution_date: startOfDay(
              Temporal.PlainDate.from(form.target_resolution_date).add({ days: 1 }),
              timeZone,
            ),
          }),
      source: {
        surface: 'addon' as const,
        ...(parameters.thread_id
          ? { url: `https://mail.google.com/mail/u/0/#all/${encodeURIComponent(parameters.thread_id)}` }
          : {}),
      },
    };
    try {
      const made = await once(CreateEscalation, caller, parameters.request_key, { parameters, form }, (keyed) =>
        this.creation.create(keyed, input),
      );
      return escalatedCard({
        ...view,
        severity: made.severity,
        url: `${view.frame.publicUrl}/escalations/${made.id}`,
        owner: made.primary_owner && { name: made.primary_owner.name, detail: made.primary_owner.place },
        because: made.owner_because.explanation,
        responseDueAt: made.sla.response_due_at,
        dueAt: made.sla.due_at,
      });
    } catch (error) {
      const refused = error instanceof DomainError ? FORM_ERRORS[error.code] : undefined;
      if (!refused) throw error;
      const errors = [refused];
      return this.form(caller, reader, parameters, { form: asTyped(form), errors, requestKey: parameters.request_key });
    }
  }

  private async about(caller: CallerContext, reader: Reader, customerId: string) {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const id = asId<CustomerId>(customerId);
      const [user, customer, crmIds] = await Promise.all([
        this.directory.getUser(tx, caller.userId),
        this.customers.getById(tx, id),
        this.customers.listCrmIds(tx, id),
      ]);
      const frame = frameOf(this.env, tx.now, user, reader);
      return {
        frame,
        customer: {
          id,
          name: customer.name,
          url: `${frame.publicUrl}/customers/${id}`,
          crmUrl: crmUrlOf(this.env, crmIds),
        },
      };
    });
  }
}

/** What the rules refuse, by the field that mends it: the card shows what is wrong now, not what was wrong before. */
const FORM_ERRORS: Readonly<Partial<Record<string, { path: string; message: string }>>> = {
  'escalations.expected-resolution-required': {
    path: 'form.expected_resolution',
    message: 'P0 and P1 need it. Say what has to be true when this is solved.',
  },
  'escalations.target-in-the-past': { path: 'form.target_resolution_date', message: 'lies in the past' },
  'escalations.category-not-found': { path: 'form.category', message: 'is not there any more' },
};

const asTyped = (form: Create['form']): CardForm =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => (typeof value === 'string' ? [[name, [value]]] : [])),
  );

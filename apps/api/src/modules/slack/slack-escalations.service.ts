import { Inject, Injectable } from '@nestjs/common';
import type { View } from '@slack/web-api';
import { CreateEscalation, type ErrorCode, ERRORS, ListCategories, type WireOf } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
import { type CallerContext, MalformedInput } from '../../platform/http/index.js';
import { EscalationEntry, EscalationsService } from '../escalations/index.js';
import { plain } from './slack-blocks.js';
import { actAs, requireMay } from './slack-callers.service.js';
import { SlackCustomerNames } from './slack-customer-names.service.js';
import { doneView, escalationForm, type EscalationOrigin } from './slack-forms.js';
import { fieldsOf, type SubmittedView } from './slack-payloads.js';

/** What a form answers to being sent: errors at their fields, or another view in its place. */
export type FormAnswer =
  | { readonly response_action: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly response_action: 'update'; readonly view: View };

const Origin = z.object({ permalink: z.string().nullable() }).catch({ permalink: null });
const MOST_OPTIONS = 30;
/** Fields of the form by what a refusal is about; what is about none of them stands at the first. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'customers.not-found': 'customer_id',
  'escalations.category-unknown': 'category',
  'escalations.expected-resolution-required': 'expected_resolution',
};
const FIELDS = ['customer_id', 'severity', 'category', 'title', 'description', 'expected_resolution'];

/** Escalating out of Slack, by the same service as everywhere. */
@Injectable()
export class SlackEscalations {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly escalations: EscalationsService,
    private readonly entry: EscalationEntry,
    private readonly names: SlackCustomerNames,
  ) {}

  /** The empty form; null while the organisation has no categories to choose from. Throws identity.not-allowed. */
  async form(
    caller: CallerContext,
    about: { readonly customerId: string | null; readonly description: string },
    origin: EscalationOrigin,
  ): Promise<View | null> {
    requireMay(caller, ListCategories);
    const [{ items }, customer] = await Promise.all([
      this.escalations.categories(caller),
      about.customerId === null ? null : this.names.byId(caller.tenantId, about.customerId),
    ]);
    if (items.length === 0) return null;
    return escalationForm(
      items.map(({ name }) => name),
      { customer, description: about.description },
      origin,
    );
  }

  /** Customers whose name, code name or domain fits what was typed so far, for the menu. */
  async options(caller: CallerContext, typed: string) {
    const query = typed.trim();
    if (query === '') return [];
    const fitting = await this.names.find(caller, query);
    return fitting.slice(0, MOST_OPTIONS).map(({ id, choice }) => ({ text: plain(choice), value: id }));
  }

  /** Once for each form, however often it is sent. What is refused stands at its field, with everything typed. */
  async submit(caller: CallerContext, view: SubmittedView): Promise<FormAnswer> {
    const { permalink } = Origin.parse(parsed(view.private_metadata));
    const wire = {
      ...fieldsOf(view),
      source: { surface: 'slack', ...(permalink !== null && { url: permalink }) },
    } as WireOf<typeof CreateEscalation>;
    try {
      const made = await actAs(CreateEscalation, caller, `view:${view.id}`, wire, (keyed, input) =>
        this.entry.create(keyed, input),
      );
      const hidden = await this.names.words(caller.tenantId);
      const owner = made.primary_owner === null ? 'nobody yet; the managers are told' : made.primary_owner.name;
      return {
        response_action: 'update',
        view: doneView(
          'Escalated',
          `${made.severity} ${hidden(made.title)}\nOwner: ${owner}`,
          `${this.env.apiUrl}/escalations/${made.id}`,
        ),
      };
    } catch (error) {
      return { response_action: 'errors', errors: errorsIn(error) };
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function errorsIn(error: unknown): Record<string, string> {
  if (error instanceof MalformedInput)
    return Object.fromEntries(
      error.errors.map(({ path, message }) => [FIELDS.find((field) => path.startsWith(field)) ?? 'title', message]),
    );
  if (error instanceof DomainError && Object.hasOwn(ERRORS, error.code))
    return { [FIELD_OF[error.code] ?? 'title']: ERRORS[error.code as ErrorCode].detail };
  throw error;
}

import { Injectable } from '@nestjs/common';
import { GetResponsible } from '@understudy/contracts';
import { asId, type CustomerId, DomainError } from '@understudy/domain';
import type { CallerContext } from '../../platform/http/index.js';
import { ResponsibleService } from '../responsibility/index.js';
import { button, buttons, context, link, moment, mrkdwn, section } from './slack-blocks.js';
import { requireMay } from './slack-callers.service.js';
import { type FoundCustomer, SlackCustomerNames } from './slack-customer-names.service.js';
import type { SlackReply } from './slack-replies.service.js';

/** "Who looks after Acme?" */
@Injectable()
export class SlackCustomers {
  constructor(
    private readonly names: SlackCustomerNames,
    private readonly responsible: ResponsibleService,
  ) {}

  /** The one that is called so, else the ones to choose from. Throws identity.not-allowed. */
  async who(caller: CallerContext, typed: string): Promise<SlackReply> {
    const [fitting, hidden] = await Promise.all([this.names.find(caller, typed), this.names.words(caller.tenantId)]);
    const meant = meantAmong(fitting);
    if (meant !== null) return answerAbout(meant.name, meant.url, meant.responsible, hidden);
    if (fitting.length > 0) return chooseFrom(hidden(typed), fitting);
    return { text: `I found no customer called "${hidden(typed)}". A part of the name or its domain will do.` };
  }

  /** The id of the one customer that is meant; null when none or several could be. Throws identity.not-allowed. */
  async idNamed(caller: CallerContext, typed: string): Promise<string | null> {
    return meantAmong(await this.names.find(caller, typed))?.id ?? null;
  }

  /** After choosing. Throws customers.not-found, identity.not-allowed. */
  async whoOf(caller: CallerContext, id: string): Promise<SlackReply> {
    requireMay(caller, GetResponsible);
    const customer = await this.names.byId(caller.tenantId, id);
    if (customer === null) throw new DomainError('customers.not-found');
    const [answer, hidden] = await Promise.all([
      this.responsible.of(caller.tenantId, asId<CustomerId>(id), undefined),
      this.names.words(caller.tenantId),
    ]);
    return answerAbout(customer.name, null, answer, hidden);
  }
}

/** The only one that is called exactly so, else the only one that fits. */
function meantAmong(fitting: readonly FoundCustomer[]): FoundCustomer | null {
  const named = fitting.filter(({ isNamed }) => isNamed);
  const [only, ...others] = named.length === 1 ? named : fitting;
  return others.length === 0 ? (only ?? null) : null;
}

function chooseFrom(typed: string, fitting: readonly FoundCustomer[]): SlackReply {
  const text = `Several customers fit "${typed}". Which one?`;
  return {
    text,
    blocks: [
      section(mrkdwn(text)),
      buttons(
        null,
        fitting.map(({ id, choice }) => button('customer-who', id, choice)),
      ),
    ],
  };
}

type Answer = Pick<FoundCustomer['responsible'], 'responsible' | 'until' | 'next' | 'explanation'>;

function answerAbout(name: string, url: string | null, answer: Answer, hidden: (text: string) => string): SlackReply {
  const { responsible, until, next, explanation } = answer;
  const customer = url === null ? `*${mrkdwn(name)}*` : `*${link(url, name)}*`;
  const who = responsible === null ? 'nobody is there right now' : `*${mrkdwn(responsible.name)}*`;
  const end = until === null ? '' : ` until ${moment(until)}`;
  const after = next === null ? '' : ` Next: ${mrkdwn(next.name)}.`;
  return {
    text: responsible === null ? `${name}: nobody is there right now` : `${name}: ${responsible.name}`,
    blocks: [
      section(`${customer}: ${who}${end}.${after}`),
      ...(explanation.length > 0 ? [context(explanation.map((line) => mrkdwn(hidden(line))).join('\n'))] : []),
    ],
  };
}

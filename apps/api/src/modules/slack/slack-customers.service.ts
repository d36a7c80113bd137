import { Injectable } from '@nestjs/common';
import { GetResponsible, Lookup, type LookupHit } from '@understudy/contracts';
import { asId, type CustomerId } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository } from '../customers/index.js';
import { LookupService, ResponsibleService } from '../responsibility/index.js';
import { button, buttons, context, link, moment, mrkdwn, section } from './slack-blocks.js';
import { requireMay } from './slack-callers.service.js';
import type { SlackReply } from './slack-replies.service.js';

type Hit = z.output<typeof LookupHit>;

const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** "Who looks after Acme?" */
@Injectable()
export class SlackCustomers {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly customers: CustomersRepository,
    private readonly lookup: LookupService,
    private readonly responsible: ResponsibleService,
  ) {}

  /** The one that is called so, else the ones to choose from. Throws identity.not-allowed. */
  async who(caller: CallerContext, typed: string): Promise<SlackReply> {
    requireMay(caller, Lookup);
    const { customers: hits } = await this.lookup.find(caller, { query: typed });
    const named = hits.filter(({ customer }) => fold(customer.name) === fold(typed));
    const [only] = named.length === 1 ? named : hits;
    if (only === undefined)
      return { text: `I found no customer called "${typed}". A part of the name or its domain will do.` };
    if (named.length !== 1 && hits.length > 1) return chooseFrom(typed, hits);
    return answerAbout(only.customer.name, only.links.dashboard, only.responsible);
  }

  /** The id of the one customer that is meant; null when none or several could be. Throws identity.not-allowed. */
  async idNamed(caller: CallerContext, typed: string): Promise<string | null> {
    requireMay(caller, Lookup);
    const { customers: hits } = await this.lookup.find(caller, { query: typed });
    const named = hits.filter(({ customer }) => fold(customer.name) === fold(typed));
    const [only, ...others] = named.length === 1 ? named : hits;
    return only !== undefined && others.length === 0 ? only.customer.id : null;
  }

  /** After choosing. Throws customers.not-found, identity.not-allowed. */
  async whoOf(caller: CallerContext, id: string): Promise<SlackReply> {
    requireMay(caller, GetResponsible);
    const customerId = asId<CustomerId>(id);
    const customer = await this.tenancy.run(caller.tenantId, (tx) => this.customers.getById(tx, customerId));
    return answerAbout(customer.name, null, await this.responsible.of(caller.tenantId, customerId, undefined));
  }
}

function chooseFrom(typed: string, hits: readonly Hit[]): SlackReply {
  const text = `Several customers fit "${typed}". Which one?`;
  return {
    text,
    blocks: [
      section(mrkdwn(text)),
      buttons(
        null,
        hits.map(({ customer }) => button('customer-who', customer.id, customer.name)),
      ),
    ],
  };
}

type Answer = Pick<Hit['responsible'], 'responsible' | 'until' | 'next' | 'explanation'>;

function answerAbout(name: string, url: string | null, answer: Answer): SlackReply {
  const { responsible, until, next, explanation } = answer;
  const customer = url === null ? `*${mrkdwn(name)}*` : `*${link(url, name)}*`;
  const who = responsible === null ? 'nobody is there right now' : `*${mrkdwn(responsible.name)}*`;
  const end = until === null ? '' : ` until ${moment(until)}`;
  const after = next === null ? '' : ` Next: ${mrkdwn(next.name)}.`;
  return {
    text: responsible === null ? `${name}: nobody is there right now` : `${name}: ${responsible.name}`,
    blocks: [
      section(`${customer}: ${who}${end}.${after}`),
      ...(explanation.length > 0 ? [context(explanation.map(mrkdwn).join('\n'))] : []),
    ],
  };
}

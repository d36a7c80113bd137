import { Injectable } from '@nestjs/common';
import { DomainError, type TenantId } from '@understudy/domain';
import { z } from 'zod';
import { machineSeconds } from '../../platform/clock/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { SlackApp } from './slack-app.js';
import { SlackConnectionsRepository } from './slack-connections.repository.js';
import { SlackReceipts } from './slack-receipts.repository.js';
import { isSignedBySlack, type SignedRequest } from './slack-signature.js';

/** As Slack's ids are; anything else would only trouble the database. */
const TEAM_ID = /^[A-Z0-9]{1,40}$/;

/** Everything that Slack sends passes here first: signed, of a workspace we know, and for the first time. */
@Injectable()
export class SlackIncoming {
  constructor(
    private readonly app: SlackApp,
    private readonly connections: SlackConnectionsRepository,
    private readonly receipts: SlackReceipts,
    private readonly tenancy: Tenancy,
  ) {}

  /** Throws slack.signature-invalid, also when there is no app whose secret could have signed it. */
  async requireSigned(request: SignedRequest): Promise<void> {
    const app = await this.app.find();
    if (app === null || !isSignedBySlack(app.signingSecret, request, machineSeconds()))
      throw new DomainError('slack.signature-invalid');
  }

  /** Throws slack.workspace-unknown. */
  async tenantOf(teamId: string): Promise<TenantId> {
    if (!TEAM_ID.test(teamId)) throw new DomainError('slack.workspace-unknown');
    const tenantId = await this.connections.findTenantOf(teamId);
    if (tenantId === null) throw new DomainError('slack.workspace-unknown');
    return tenantId;
  }

  /** Throws slack.signature-invalid for a request that came before, to the letter: somebody replays it. */
  async requireFirst(tenantId: TenantId, { signature }: SignedRequest): Promise<void> {
    await this.tenancy.run(tenantId, (tx) => this.requireFirstIn(tx, { signature }));
  }

  /** As {@link requireFirst}, together with what follows from the request. */
  async requireFirstIn(tx: Tx, { signature }: Pick<SignedRequest, 'signature'>): Promise<void> {
    if (!(await this.receipts.take(tx, `signed ${signature}`))) throw new DomainError('slack.signature-invalid');
  }

  /** False for an event that was taken already; Slack repeats them until somebody says 200. */
  isNewEvent(tx: Tx, eventId: string): Promise<boolean> {
    return this.receipts.take(tx, `event ${eventId}`);
  }
}

/** Reads JSON of Slack's; throws slack.payload-unreadable when it is none, or not of this shape. */
export function readPayload<T extends z.ZodType>(schema: T, text: string): z.output<T> {
  const parsed = z.string().transform(asJson).pipe(schema).safeParse(text);
  if (!parsed.success) throw new DomainError('slack.payload-unreadable');
  return parsed.data;
}

/** A part of what was read; throws slack.payload-unreadable. */
export function readShape<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DomainError('slack.payload-unreadable');
  return parsed.data;
}

function asJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is no JSON' });
    return z.NEVER;
  }
}

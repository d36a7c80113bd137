import { Injectable } from '@nestjs/common';
import type { ExportAudit, InputOf, ListAudit } from '@understudy/contracts';
import { History, type HistoryEvent, type HistoryFilter } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { BYTE_ORDER_MARK, csvLine } from '../../platform/http/csv.js';
import { byCaller, type CallerContext, MalformedInput } from '../../platform/http/index.js';
import { AdminUsersRepository } from './admin-users.repository.js';
import { AuditRepository, recordKey } from './audit.repository.js';

/** The history of the organisation, for its admins. */
@Injectable()
export class AuditService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly history: History,
    private readonly users: AdminUsersRepository,
    private readonly rows: AuditRepository,
  ) {}

  async list(caller: CallerContext, input: InputOf<typeof ListAudit>) {
    const wanted = filterOf(input);
    const before = input.cursor === undefined ? undefined : sequenceOf(input.cursor);
    return this.tenancy.run(caller, async (tx) => {
      const found = await this.history.list(tx, {
        ...wanted,
        ...(before !== undefined && { before }),
        limit: input.limit + 1,
      });
      const events = found.slice(0, input.limit);
      const last = found.length > input.limit ? events.at(-1) : undefined;
      return { items: await this.named(tx, events), next_cursor: last ? String(last.seq) : null };
    });
  }

  /** Walks the whole chain: some seconds for a million events. */
  async verify(caller: CallerContext) {
    const { events, wrong } = await this.tenancy.run(caller, (tx) => this.history.verify(tx));
    return { intact: !wrong, events, broken_at: wrong?.seq ?? null, reason: wrong?.problem ?? null };
  }

  /**
   * The events as JSON lines, oldest first, each with its hash and the exact text that was hashed, so that the receiver can
   * check the chain. Read page by page, as fast as the receiver takes it. That it was exported is in the history first.
   */
  async *export(caller: CallerContext): AsyncGenerator<string> {
    await this.tenancy.run(caller, (tx) =>
      this.history.append(tx, {
        ...byCaller(caller),
        type: 'audit.exported',
        subject: { kind: 'tenant', id: caller.tenantId },
        data: {},
      }),
    );
    let after = 0;
    for (;;) {
      const page = await this.rows.listAfter(caller.tenantId, after);
      const last = page.at(-1);
      if (!last) return;
      yield page.map((row) => `${JSON.stringify(row)}\n`).join('');
      after = last.seq;
    }
  }

  /** What the filters show as a table, newest first. That it was exported is in the history first. */
  async *exportTable(caller: CallerContext, input: InputOf<typeof ExportAudit>): AsyncGenerator<string> {
    const wanted = filterOf(input);
    await this.tenancy.run(caller, (tx) =>
      this.history.append(tx, {
        ...byCaller(caller),
        type: 'audit.exported',
        subject: { kind: 'tenant', id: caller.tenantId },
        data: { format: 'csv' },
      }),
    );
    yield (
      BYTE_ORDER_MARK +
      csvLine(['number', 'at', 'event', 'record', 'record_id', 'record_name', 'by', 'through', 'data', 'request'])
    );
    for (let before: number | undefined; ;) {
      const page = await this.tenancy.run(caller.tenantId, async (tx) =>
        this.named(tx, await this.history.list(tx, { ...wanted, before, limit: TABLE_PAGE })),
      );
      yield page
        .map(({ seq, at, type, subject, actor, data, request_id }) =>
          csvLine([
            seq,
            at.toString({ fractionalSecondDigits: 3 }),
            type,
            subject.kind,
            subject.id,
            subject.name,
            actor.name,
            actor.surface,
            JSON.stringify(data),
            request_id,
          ]),
        )
        .join('');
      before = page.at(-1)?.seq;
      if (before === undefined || page.length < TABLE_PAGE) return;
    }
  }

  private async named(tx: Tx, events: readonly HistoryEvent[]) {
    const names = await this.users.names(
      tx,
      events.flatMap(({ actor }) => (actor.kind === 'user' ? [actor.userId] : [])),
    );
    const records = await this.rows.names(
      tx,
      events.map(({ subject }) => subject),
    );
    return events.map(({ seq, at, type, subject, actor, data, requestId }) => ({
      seq,
      at,
      type,
      subject: { ...subject, name: records.get(recordKey(subject)) ?? null },
      actor:
        actor.kind === 'user'
          ? {
              kind: actor.kind,
              name: names.get(actor.userId) ?? 'unknown',
              user_id: actor.userId,
              surface: actor.surface,
            }
          : { kind: actor.kind, name: actor.name, user_id: null, surface: 'system' },
      data,
      request_id: requestId ?? null,
    }));
  }
}

const TABLE_PAGE = 500;

/** The filters of a list, as the history takes them. Throws MalformedInput for half a subject. */
function filterOf(
  input: Omit<InputOf<typeof ExportAudit>, 'format'>,
): Pick<HistoryFilter, 'subject' | 'type' | 'actorUserId' | 'since' | 'until'> {
  const subject = subjectOf(input);
  return {
    ...(subject && { subject }),
    ...(input.type !== undefined && { type: input.type }),
    ...(input.actor_user_id !== undefined && { actorUserId: input.actor_user_id }),
    ...(input.from !== undefined && { since: input.from }),
    ...(input.to !== undefined && { until: input.to }),
  };
}

function subjectOf({
  subject_kind: kind,
  subject_id: id,
}: Pick<InputOf<typeof ListAudit>, 'subject_kind' | 'subject_id'>): { kind: string; id: string } | null {
  if (kind !== undefined && id !== undefined) return { kind, id };
  if (kind === undefined && id === undefined) return null;
  throw new MalformedInput([
    { path: kind === undefined ? 'subject_kind' : 'subject_id', message: 'subject_kind and subject_id go together' },
  ]);
}

function sequenceOf(cursor: string): number {
  if (!/^[1-9]\d{0,14}$/.test(cursor))
    throw new MalformedInput([{ path: 'cursor', message: 'is not a cursor of this list; take it from next_cursor' }]);
  return Number(cursor);
}

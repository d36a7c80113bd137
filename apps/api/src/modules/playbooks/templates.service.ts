import { Injectable } from '@nestjs/common';
import type {
  ChangeTemplate,
  CreateTemplate,
  InputOf,
  ListAdminTemplates,
  ListTemplates,
  OutputOf,
} from '@understudy/contracts';
import { DomainError, TEMPLATE_PLACEHOLDERS, type TemplateId, unknownPlaceholders } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { changedFields } from './changed-fields.js';
import { FilledTemplates } from './filled-templates.service.js';
import { type TemplateRow, TemplatesRepository, type WrittenTemplate } from './templates.repository.js';

/** Templates: whoever escalates picks one, admins keep them (PRD-243, Notes). */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly templates: TemplatesRepository,
    private readonly filled: FilledTemplates,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** With the customer's facts when one is named. Throws customers.not-found. */
  async offer(
    caller: CallerContext,
    { customer_id: customerId }: InputOf<typeof ListTemplates>,
  ): Promise<OutputOf<typeof ListTemplates>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const rows = await this.templates.listActive(tx);
      return { items: customerId === undefined ? rows : await this.filled.fill(tx, caller, rows, customerId) };
    });
  }

  async list(
    caller: CallerContext,
    { limit, cursor }: InputOf<typeof ListAdminTemplates>,
  ): Promise<OutputOf<typeof ListAdminTemplates>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ['name', 'id']);
    const found = await this.tenancy.run(caller.tenantId, (tx) => this.templates.list(tx, after, limit + 1));
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ name: last.name, id: last.id }) : null };
  }

  get(caller: CallerContext, id: TemplateId): Promise<TemplateRow> {
    return this.tenancy.run(caller.tenantId, (tx) => this.templates.get(tx, id));
  }

  create(caller: CallerContext, input: InputOf<typeof CreateTemplate>): Promise<TemplateRow> {
    return this.tenancy.run(caller, async (tx) => {
      const row = { ...input, active: true };
      requireKnownPlaceholders(row);

      const id = await this.templates.add(tx, row);
      await this.history.append(tx, {
        type: 'template.added',
        subject: { kind: 'template', id },
        ...byCaller(caller),
        data: row,
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'templates' });
      return this.templates.get(tx, id);
    });
  }

  /** Throws templates.not-found, templates.name-taken, templates.unknown-placeholder, version.stale. */
  change(caller: CallerContext, { template_id: id, ...input }: InputOf<typeof ChangeTemplate>): Promise<TemplateRow> {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.templates.get(tx, id);
      const row: WrittenTemplate = { ...before, ...input };
      requireKnownPlaceholders(row);

      if (!(await this.templates.save(tx, id, caller.ifMatch ?? before.version, row)))
        throw new DomainError('version.stale', { current: onWire(await this.templates.get(tx, id)) });
      const after = await this.templates.get(tx, id);
      await this.history.append(tx, {
        type: 'template.changed',
        subject: { kind: 'template', id },
        ...byCaller(caller),
        data: { changes: changedFields(onWire(before), onWire(after)) },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'templates' });
      return after;
    });
  }
}

const onWire = ({ created_at, ...row }: TemplateRow) => ({ ...row, created_at: String(created_at) });

/** Throws templates.unknown-placeholder with those that are not known, and those that are. */
function requireKnownPlaceholders(row: WrittenTemplate): void {
  const texts = [row.title, row.description, row.expected_resolution ?? '', row.exit_criteria ?? ''];
  const unknown = [...new Set(texts.flatMap(unknownPlaceholders))];
  if (unknown.length > 0)
    throw new DomainError('templates.unknown-placeholder', { unknown, known: TEMPLATE_PLACEHOLDERS });
}

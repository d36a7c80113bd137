import { Injectable } from '@nestjs/common';
import type { ChangePlaybook, CreatePlaybook, InputOf, ListPlaybooks, OutputOf } from '@understudy/contracts';
import { DomainError, type PlaybookId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { changedFields } from './changed-fields.js';
import { toPlaybook, toSteps } from './playbook.mapper.js';
import { type PlaybookRecord, PlaybooksRepository } from './playbooks.repository.js';

/** Playbooks, as admins keep them (PRD-243, Notes). */
@Injectable()
export class PlaybooksService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly playbooks: PlaybooksRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async list(
    caller: CallerContext,
    { limit, cursor }: InputOf<typeof ListPlaybooks>,
  ): Promise<OutputOf<typeof ListPlaybooks>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ['name', 'id']);
    const found = await this.tenancy.run(caller.tenantId, (tx) => this.playbooks.list(tx, after, limit + 1));
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items: items.map(toPlaybook), next_cursor: last ? encodeCursor({ name: last.name, id: last.id }) : null };
  }

  async get(caller: CallerContext, id: PlaybookId): Promise<OutputOf<typeof CreatePlaybook>> {
    return toPlaybook(await this.tenancy.run(caller.tenantId, (tx) => this.playbooks.get(tx, id)));
  }

  create(caller: CallerContext, input: InputOf<typeof CreatePlaybook>): Promise<OutputOf<typeof CreatePlaybook>> {
    return this.tenancy.run(caller, async (tx) => {
      const { name, category_id: categoryId, severities, steps } = input;
      const id = await this.playbooks.add(tx, { name, categoryId, severities, steps: toSteps(steps), active: true });
      const made = toPlaybook(await this.playbooks.get(tx, id));
      await this.history.append(tx, {
        type: 'playbook.added',
        subject: { kind: 'playbook', id },
        ...byCaller(caller),
        data: { name, category: made.category, severities, steps },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'playbooks' });
      return made;
    });
  }

  /** Throws playbooks.not-found, playbooks.name-taken, escalations.category-not-found, version.stale. */
  change(caller: CallerContext, input: InputOf<typeof ChangePlaybook>): Promise<OutputOf<typeof ChangePlaybook>> {
    const { playbook_id: id, name, category_id: categoryId, severities, steps, active } = input;
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.playbooks.get(tx, id);
      const row = {
        name: name ?? before.name,
        categoryId: categoryId === undefined ? before.categoryId : categoryId,
        severities: severities ?? before.severities,
        steps: steps ? toSteps(steps) : before.steps,
        active: active ?? before.active,
      };

      if (!(await this.playbooks.save(tx, id, caller.ifMatch ?? before.version, row)))
        throw new DomainError('version.stale', { current: onWire(await this.playbooks.get(tx, id)) });
      const after = await this.playbooks.get(tx, id);
      await this.history.append(tx, {
        type: 'playbook.changed',
        subject: { kind: 'playbook', id },
        ...byCaller(caller),
        data: { changes: changedFields(onWire(before), onWire(after)) },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'playbooks' });
      return toPlaybook(after);
    });
  }
}

const onWire = (row: PlaybookRecord) => ({ ...toPlaybook(row), created_at: String(row.createdAt) });

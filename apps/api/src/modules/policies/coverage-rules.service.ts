import { Injectable } from '@nestjs/common';
import {
  type ChangeCoverageRule,
  CoverageRule,
  type CreateCoverageRule,
  type InputOf,
  type OrderCoverageRules,
} from '@understudy/contracts';
import { DomainError, requireRule, type RuleAction } from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { CoverageRulesRepository, type RuleRecord } from './coverage-rules.repository.js';

type View = z.output<typeof CoverageRule>;

/** The ordered coverage rules (PRD-131: "build coverage routing rules engine"), as admins keep them. */
@Injectable()
export class CoverageRulesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rules: CoverageRulesRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  list(caller: CallerContext): Promise<{ items: View[] }> {
    return this.tenancy.run(caller.tenantId, (tx) => this.listed(tx));
  }

  /** Throws coverage-rules.malformed, users.not-found, teams.not-found. */
  create(caller: CallerContext, input: InputOf<typeof CreateCoverageRule>): Promise<View> {
    return this.tenancy.run(caller, async (tx) => {
      await this.rules.lockList(tx);
      const { name, active, conditions } = input;
      const rule = requireRule({ name, active, conditions, action: toAction(input.action) });

      const id = await this.rules.add(tx, rule);
      const added = await this.rules.get(tx, id);
      await this.tell(tx, caller, 'coverage-rule.added', added);
      return toView(added);
    });
  }

  /** Throws as {@link create}, coverage-rules.not-found, version.stale with the rule. */
  change(caller: CallerContext, input: InputOf<typeof ChangeCoverageRule>): Promise<View> {
    const id = input.coverage_rule_id;
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.rules.get(tx, id);
      const rule = requireRule({
        name: input.name ?? before.name,
        active: input.active ?? before.active,
        conditions: input.conditions ?? before.conditions,
        action: input.action ? toAction(input.action) : before.action,
      });

      if (!(await this.rules.save(tx, id, rule, caller.ifMatch ?? before.version)))
        throw new DomainError('version.stale', {
          current: z.encode(CoverageRule, toView(await this.rules.get(tx, id))),
        });
      const after = await this.rules.get(tx, id);
      await this.tell(tx, caller, 'coverage-rule.changed', after);
      return toView(after);
    });
  }

  remove(caller: CallerContext, id: string): Promise<View> {
    return this.tenancy.run(caller, async (tx) => {
      await this.rules.lockList(tx);
      const rule = await this.rules.get(tx, id);
      await this.rules.remove(tx, id);
      await this.tell(tx, caller, 'coverage-rule.removed', rule);
      return toView(rule);
    });
  }

  /** Throws coverage-rules.order-incomplete when a rule is missing, unknown, or listed twice. */
  order(caller: CallerContext, { rule_ids }: InputOf<typeof OrderCoverageRules>): Promise<{ items: View[] }> {
    return this.tenancy.run(caller, async (tx) => {
      await this.rules.lockList(tx);
      const known = new Set((await this.rules.list(tx)).map(({ id }) => id));
      const wanted = new Set(rule_ids);
      if (wanted.size !== rule_ids.length || wanted.size !== known.size || rule_ids.some((id) => !known.has(id)))
        throw new DomainError('coverage-rules.order-incomplete');

      await this.rules.reorder(tx, rule_ids);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'coverage-rules.ordered',
        subject: { kind: 'tenant', id: tx.tenantId },
        data: { rule_ids },
      });
      await this.outbox.add(tx, { type: 'settings.changed', about: 'coverage-rules' });
      return this.listed(tx);
    });
  }

  private async listed(tx: Tx): Promise<{ items: View[] }> {
    return { items: (await this.rules.list(tx)).map(toView) };
  }

  private async tell(tx: Tx, caller: CallerContext, type: string, rule: RuleRecord): Promise<void> {
    const { updated_at: _, ...data } = z.encode(CoverageRule, toView(rule));
    await this.history.append(tx, { ...byCaller(caller), type, subject: { kind: 'coverage-rule', id: rule.id }, data });
    await this.outbox.add(tx, { type: 'settings.changed', about: 'coverage-rules' });
  }
}

const toAction = (given: InputOf<typeof CreateCoverageRule>['action']): RuleAction => ({
  strategy: given.strategy ?? null,
  backupUserId: given.backup_user_id ?? null,
  backupTeamId: given.backup_team_id ?? null,
  skill: given.skill ?? null,
});

const toView = ({ id, position, name, active, conditions, action, version, updatedAt }: RuleRecord): View => ({
  id,
  position,
  name,
  active,
  conditions: conditions.map(({ value, ...condition }) => ({
    ...condition,
    value: typeof value === 'object' ? [...value] : value,
  })),
  action: {
    strategy: action.strategy,
    backup_user_id: action.backupUserId,
    backup_team_id: action.backupTeamId,
    skill: action.skill,
  },
  version,
  updated_at: updatedAt,
});

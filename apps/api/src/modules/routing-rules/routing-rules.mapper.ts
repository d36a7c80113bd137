import type { RoutingRule as WireRule } from '@understudy/contracts';
import { EVERY_CATEGORY, parseTarget, type RoutingRule } from '@understudy/domain';
import type { z } from 'zod';
import type { BookVersionRecord, RoutingBook } from './routing.records.js';
import { toPersonRefOrNull } from '../customers/index.js';

type Wire = z.output<typeof WireRule>;
/** A rule as it is sent: everything but its place. */
export type TypedRule = Pick<RoutingRule, 'name' | 'category' | 'severity' | 'conditions'> & {
  readonly actions: RoutingRule['actions'];
};

const cleanTarget = (text: string): string => {
  const target = parseTarget(text);
  return target?.kind === 'id' ? target.id : text.trim();
};

/** As it is stored: only the keys of PRD-243's RoutingRule that were sent, ids as the database writes them. */
export const toRule = (id: string, { name, category, severity, conditions, actions }: TypedRule): RoutingRule => ({
  id: id.toLowerCase(),
  ...(name !== undefined && { name }),
  category: category.trim() === EVERY_CATEGORY ? EVERY_CATEGORY : category,
  severity: [...severity],
  conditions: conditions.map(({ field, operator, value }) => ({ field, operator, value })),
  actions: {
    assignTo: cleanTarget(actions.assignTo),
    ...(actions.assignSecondaryTo !== undefined && { assignSecondaryTo: cleanTarget(actions.assignSecondaryTo) }),
    notify: [...new Set(actions.notify.map(cleanTarget))],
    createSlackChannel: actions.createSlackChannel,
    ...(actions.slaMultiplier !== undefined && { slaMultiplier: actions.slaMultiplier }),
  },
});

export const toWireRule = (rule: RoutingRule, index: number, version: number): Wire => ({
  ...rule,
  position: index + 1,
  severity: [...rule.severity],
  conditions: rule.conditions.map(({ value, ...condition }) => ({
    ...condition,
    value: typeof value === 'object' ? [...value] : value,
  })),
  actions: { ...rule.actions, notify: [...rule.actions.notify] },
  version,
});

export const toWireBook = ({ version, rules }: RoutingBook) => ({
  version,
  items: rules.map((rule, index) => toWireRule(rule, index, version)),
});

export const toWireVersion = (row: BookVersionRecord) => ({
  id: row.id,
  version: row.version,
  change: row.change,
  by: toPersonRefOrNull(row.by),
  reason: row.reason,
  accepted_dead_ends: row.acceptedDeadEnds,
  created_at: row.createdAt,
  rule_count: row.rules.length,
});

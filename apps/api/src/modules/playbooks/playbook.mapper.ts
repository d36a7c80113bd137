import type { Playbook as PlaybookOnWire } from '@understudy/contracts';
import type { PlaybookStep } from '@understudy/domain';
import type { z } from 'zod';
import type { PlaybookRecord } from './playbooks.repository.js';

type Wire = z.output<typeof PlaybookOnWire>;

export const toSteps = (steps: Wire['steps']): PlaybookStep[] =>
  steps.map(({ title, details, role, due_minutes: dueMinutes }) => ({ title, details, role, dueMinutes }));

export const toPlaybook = (row: PlaybookRecord): Wire => ({
  id: row.id,
  name: row.name,
  category_id: row.categoryId,
  category: row.category,
  severities: [...row.severities],
  steps: row.steps.map(({ title, details, role, dueMinutes }) => ({ title, details, role, due_minutes: dueMinutes })),
  active: row.active,
  version: row.version,
  created_at: row.createdAt,
});

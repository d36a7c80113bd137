import { Injectable } from '@nestjs/common';
import type { CreateEscalation, InputOf, OutputOf } from '@understudy/contracts';
import { Tenancy } from '../../platform/database/index.js';
import { type CallerContext, MalformedInput } from '../../platform/http/index.js';
import { FilledTemplates, type TemplateRow } from '../playbooks/index.js';
import { EscalationCreation, type EscalationInput } from './escalation-creation.service.js';

type Input = InputOf<typeof CreateEscalation>;
const NEEDED = ['category', 'severity', 'title', 'description'] as const;

/** What somebody typed, completed by the template they chose (PRD-243, Notes). */
@Injectable()
export class EscalationEntry {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly templates: FilledTemplates,
    private readonly creation: EscalationCreation,
  ) {}

  /** Fields that are given win. Throws templates.not-found, customers.not-found, MalformedInput for what is in neither. */
  async create(caller: CallerContext, input: Input): Promise<OutputOf<typeof CreateEscalation>> {
    const { template_id: templateId, customer_id: customerId } = input;
    if (templateId === undefined) return this.creation.create(caller, requireComplete(input));
    const template = await this.tenancy.run(caller.tenantId, (tx) =>
      this.templates.get(tx, caller, templateId, customerId),
    );
    return this.creation.create(caller, requireComplete(completed(input, template)));
  }
}

const completed = (input: Input, template: TemplateRow): Input => {
  const category = input.category ?? template.category;
  const severity = input.severity ?? template.severity;
  const expected = input.expected_resolution ?? template.expected_resolution;
  const exit = input.exit_criteria ?? template.exit_criteria;
  return {
    ...input,
    ...(category !== null && { category }),
    ...(severity !== null && { severity }),
    title: input.title ?? template.title,
    description: input.description ?? template.description,
    ...(expected !== null && { expected_resolution: expected }),
    ...(exit !== null && { exit_criteria: exit }),
  };
};

function requireComplete(input: Input): EscalationInput {
  const { category, severity, title, description } = input;
  if (category !== undefined && severity !== undefined && title !== undefined && description !== undefined)
    return { ...input, category, severity, title, description };
  throw new MalformedInput(
    NEEDED.filter((name) => input[name] === undefined).map((path) => ({
      path,
      message: 'is needed; the template does not say it either',
    })),
  );
}

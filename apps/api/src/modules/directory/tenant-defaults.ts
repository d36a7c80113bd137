import { DEFAULT_PLAYBOOKS, DEFAULT_TEMPLATES } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** The templates and playbooks a new organisation begins with; its categories are there already, by their names. */
export async function plantPlaybooks(tx: Tx): Promise<void> {
  const ofCategory = `(select k.id from escalation_categories k where k.tenant_id = $1 and k.name = x.category)`;
  await tx.query(
    `insert into escalation_templates (tenant_id, name, category_id, severity, title, description, expected_resolution, exit_criteria)
     select $1, x.name, ${ofCategory}, x.severity, x.title, x.description, x."expectedResolution", x."exitCriteria"
       from jsonb_to_recordset($2::jsonb) x (name text, category text, severity text, title text, description text,
                                             "expectedResolution" text, "exitCriteria" text)`,
    [tx.tenantId, JSON.stringify(DEFAULT_TEMPLATES)],
  );
  await tx.query(
    `insert into playbooks (tenant_id, name, category_id, severities, steps)
     select $1, x.name, ${ofCategory}, array(select jsonb_array_elements_text(x.severities)), x.steps
       from jsonb_to_recordset($2::jsonb) x (name text, category text, severities jsonb, steps jsonb)`,
    [tx.tenantId, JSON.stringify(DEFAULT_PLAYBOOKS)],
  );
}

// What happened before the extension's pictures are taken (extension-pictures.ts): customers of the demo world, linked to records of a CRM.
import {
  AcceptCoverage,
  AssignCoverage,
  CreateAbsence,
  CreateEscalation,
  GetResponsible,
  PutCrmIds,
} from '@understudy/contracts';
import { barHost } from '../tests/e2e/hosts/bar-host.js';
import type { Story } from '../tests/support/story.js';

/** Ids of records in the CRM. */
export interface Records {
  readonly covered: string;
  readonly present: string;
  /** Nobody answers for its customer, once `nobodyCovers` has happened. */
  readonly gap: string;
  /** How a record's customer is called, as its page writes it, too. */
  nameOf(record: string): string;
}

const ZONE = 'Europe/Lisbon';
const day = (ahead: number): string => Temporal.Now.plainDateISO('UTC').add({ days: ahead }).toString();

/** Ana is away and Ben covers her, one of whose customers has a problem; Eva is there. */
export async function playStory(story: Story): Promise<Records> {
  const [ana, ben] = [await story.person('ana'), await story.person('ben')];
  const absence = await ana.call(CreateAbsence, {
    absence_type: 'vacation',
    start_date: day(0),
    end_date: day(4),
    time_zone: ZONE,
  });
  const asked = await ana.call(AssignCoverage, { absence_id: absence.id, backup_user_id: ben.userId });
  await ben.call(AcceptCoverage, { assignment_id: asked.id });
  const [covered = '', present = '', gap = ''] = barHost.records;
  const customerId = await link(story, 'ana@harbor.example', covered);
  await link(story, 'eva@harbor.example', present);
  await link(story, 'ana@harbor.example', gap);
  const problem = {
    category: 'Billing',
    title: 'Invoices missing since 3 July',
    description: 'None since the move.',
    expected_resolution: 'Invoices sent again',
  };
  await (await story.person('mia')).call(CreateEscalation, { customer_id: customerId, severity: 'P1', ...problem });
  return { covered, present, gap, nameOf: (record) => linked.get(record)?.name ?? barHost.nameOf(record) };
}

/** Sends everybody away who would answer for another customer of Ana's. */
export async function nobodyCovers(story: Story, { gap }: Records): Promise<void> {
  const customerId = linked.get(gap)?.id ?? '';
  const ada = await story.person('ada');
  for (let left = 8; left > 0; left--) {
    const { responsible } = await ada.call(GetResponsible, { customer_id: customerId });
    if (!responsible) return;
    await ada.call(CreateAbsence, {
      user_id: responsible.user_id,
      absence_type: 'sick',
      start_date: day(0),
      end_date: day(3),
      time_zone: ZONE,
    });
  }
  throw new Error('somebody still answers for the customer');
}

/** Gives the record to the first customer of this owner that none was given to; answers the customer's id. */
async function link(story: Story, owner: string, record: string): Promise<string> {
  const ada = await story.person('ada');
  const customer = story.customers.find(({ id, csm_email: email }) => email === owner && !taken.has(id));
  if (!customer) throw new Error(`${owner} has no customer left`);
  taken.add(customer.id);
  linked.set(record, customer);
  const crmIds = [...customer.crm_ids, { system: 'attio', record_id: record }];
  await ada.call(PutCrmIds, { customer_id: customer.id, crm_ids: crmIds });
  return customer.id;
}
const taken = new Set<string>();
const linked = new Map<string, { readonly id: string; readonly name: string }>();

// What happened before the extension's pictures are taken (extension-pictures.ts): customers of the demo world, linked to records of a CRM.
import { AcceptCoverage, AssignCoverage, CreateAbsence, GetResponsible, PutCrmIds } from '@understudy/contracts';
import { barHost } from '../tests/e2e/hosts/bar-host.js';
import type { Story } from '../tests/support/story.js';

/** Ids of records in the CRM. */
export interface Records {
  readonly covered: string;
  readonly present: string;
  /** Nobody answers for its customer, once `nobodyCovers` has happened. */
  readonly gap: string;
}

const ZONE = 'Europe/Lisbon';
const day = (ahead: number): string => Temporal.Now.plainDateISO('UTC').add({ days: ahead }).toString();

/** Ana is away and Ben covers her; Eva is there. */
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
  await link(story, 'ana@harbor.example', covered);
  await link(story, 'eva@harbor.example', present);
  return { covered, present, gap };
}

/** Sends everybody away who would answer for another customer of Ana's, and links that one to the record. */
export async function nobodyCovers(story: Story, { gap }: Records): Promise<void> {
  const customerId = await link(story, 'ana@harbor.example', gap);
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
  const customer = story.customers.find(({ id, csm_email: email }) => email === owner && !linked.has(id));
  if (!customer) throw new Error(`${owner} has no customer left`);
  linked.add(customer.id);
  const crmIds = [...customer.crm_ids, { system: 'attio', record_id: record }];
  await ada.call(PutCrmIds, { customer_id: customer.id, crm_ids: crmIds });
  return customer.id;
}
const linked = new Set<string>();

import { randomUUID } from 'node:crypto';
import { type AnswerOf, ListNotices, MoveClock, ReleaseCoverage, SetNoticePlan } from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { aMailSink, type MailSink } from './mail-sink.js';
import { aWorld, type Organisation, type World } from './world.js';

/** One key for API and worker: a link that one signs, the other reads. */
const SECRETS_KEY = Buffer.alloc(32, 7).toString('base64');

export interface NoticeStage {
  readonly world: World;
  readonly mail: MailSink;
  close(): Promise<void>;
}

/** The product with a mail service that writes down what it takes. */
export async function aNoticeStage(): Promise<NoticeStage> {
  const mail = await aMailSink();
  const world = await aWorld({ env: { SANDBOX_URL: mail.url, SECRETS_KEY } });
  return {
    world,
    mail,
    close: async () => {
      await world.close();
      await mail.close();
    },
  };
}

export interface Contact {
  readonly id: string;
  readonly email: string;
}

/** A primary contact at one of Ana's customers, with an address nobody else has. */
export async function aContact(
  org: Organisation,
  customer: string | undefined,
  given: { name?: string; email?: string; isPrimary?: boolean } = {},
): Promise<Contact> {
  const id = randomUUID();
  const email = given.email ?? `lena-${id.slice(0, 8)}@acme.example`;
  await org.sql(
    'insert into stakeholders (tenant_id, id, customer_id, name, email, is_primary) values ($1, $2, $3, $4, $5, $6)',
    [id, customer, given.name ?? 'Lena Vogt', email, given.isPrimary ?? true],
  );
  return { id, email: email.toLowerCase() };
}

/** Moves the clock to the next Monday, 10:00 in Lisbon. */
export async function toMonday({ world }: NoticeStage, org: Organisation): Promise<void> {
  const now = (await world.now()).toZonedDateTimeISO('Europe/Lisbon');
  const monday = now.toPlainDate().add({ days: 8 - now.dayOfWeek });
  await to(org, monday.toZonedDateTime({ timeZone: 'Europe/Lisbon', plainTime: Temporal.PlainTime.from('10:00') }));
}

/** Moves the clock to that wall clock, so many days from today. */
export async function toDay({ world }: NoticeStage, org: Organisation, days: number, clock: string): Promise<void> {
  const today = (await world.now()).toZonedDateTimeISO('Europe/Lisbon').toPlainDate();
  await to(
    org,
    today.add({ days }).toZonedDateTime({ timeZone: 'Europe/Lisbon', plainTime: Temporal.PlainTime.from(clock) }),
  );
}

const to = (org: Organisation, at: Temporal.ZonedDateTime) =>
  org.ada.call(MoveClock, { now: at.toInstant().toString({ fractionalSecondDigits: 3 }) });

/** null: as the policy says. */
type Method = 'auto' | 'manual' | 'none' | null;

/** Ana is away from the third day on; Ben said yes; customers hear of it that way. */
export async function covered(
  { world }: NoticeStage,
  org: Organisation,
  { method = 'auto', from = 3, until = 4 }: { method?: Method; from?: number; until?: number } = {},
): Promise<{ absenceId: string; id: string }> {
  const coverage = await asked(world, org, from, until);
  if (method !== null) await org.ana.call(SetNoticePlan, { absence_id: coverage.absenceId, method });
  await accept(org.ben, coverage.id);
  await world.settle();
  return coverage;
}

/** Ben cannot go on after all, and whoever is asked instead says yes; answers their name. */
export async function replaced({ world }: NoticeStage, org: Organisation, coverage: { absenceId: string; id: string }) {
  await org.ben.call(ReleaseCoverage, { assignment_id: coverage.id, reason: 'Called away' });
  await world.settle();
  const next = (await org.assignments(coverage.absenceId)).find(({ status }) => status === 'pending');
  const backup = [org.eva, org.mia].find(({ id }) => id === next?.backup.user_id);
  if (!next || !backup) throw new Error('somebody else was expected to be asked');
  await accept(backup, next.id);
  await world.settle();
  return backup.name;
}

/** As if nobody had ever said yes: nobody is in charge, and nobody is asked anew. */
export async function fallsAway(org: Organisation, { id }: { readonly id: string }): Promise<void> {
  await org.sql(
    `update coverage_assignments set status = 'completed', ended_reason = 'released', in_force = false, accepted_at = null
      where tenant_id = $1 and id = $2`,
    [id],
  );
  await org.sql('update covered_customers set accepted = false where tenant_id = $1 and assignment_id = $2', [id]);
}

export const notices = (org: Organisation, absenceId: string): Promise<AnswerOf<typeof ListNotices>> =>
  org.ana.call(ListNotices, { absence_id: absenceId });

/** "introduction planned", sorted. */
export const states = async (org: Organisation, absenceId: string): Promise<string[]> =>
  (await notices(org, absenceId)).items.map(({ kind, state }) => `${kind} ${state}`).sort();

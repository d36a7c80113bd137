import {
  AcknowledgeEscalation,
  AnswerSurvey,
  CancelAbsence,
  ChangeEscalation,
  CompleteHandback,
  CreateCustomerActivity,
  CreateEscalation,
  GetCustomer,
  GetHandback,
  GiveFeedback,
  ListAbsenceHandbacks,
  ListSurveys,
  LogActivity,
  PatchAbsence,
  PatchTask,
  ProposeHandbackMeeting,
  PutCustomer,
  ResolveEscalation,
  ReturnFromAbsence,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { escalate, withCategories } from './escalating.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const task = async (org: Organisation, customer: string | undefined, title: string, status = 'open') => {
  const [row] = await org.sql<{ id: string }>(
    `insert into tasks (tenant_id, customer_id, title, status, due_at) values ($1, $2, $3, $4, app_now() + interval '20 days') returning id`,
    [customer, title, status],
  );
  return row?.id ?? '';
};

/** Ana leaves tomorrow for six days, Ben said yes, and it has begun. */
async function running(customers = 3) {
  const org = await world.organisation({ customers });
  const { absenceId, id } = await asked(world, org, 1, 6);
  await accept(org.ben, id);
  await world.forward('P2D');
  return { org, absenceId, id };
}

/** As {@link running}, and Ana is back. */
async function over(customers = 3) {
  const given = await running(customers);
  await given.org.ana.call(ReturnFromAbsence, { coverage_id: given.id });
  await world.settle();
  return given;
}

describe('the handback', () => {
  test('is the difference against the departure, with who did it', async () => {
    const org = await world.organisation();
    const [first, second] = org.customers;
    const { absenceId, id } = await asked(world, org, 1, 6);
    await accept(org.ben, id);
    const offer = await task(org, first, 'Send the offer');
    await task(org, second, 'Call them back');
    await world.forward('P2D');

    await org.ben.call(PatchTask, { customer_id: first ?? '', task_id: offer, status: 'done' });
    await org.ben.call(LogActivity, {
      assignment_id: id,
      customer_id: first ?? '',
      activity_type: 'call',
      description: 'Walked through the offer',
      outcome: 'They sign on Friday',
    });
    await org.sql('update customers set health_score = 40 where tenant_id = $1 and id = $2', [second]);
    await world.forward('P10D');

    const { status, content } = await org.ana.call(GetHandback, { assignment_id: id });
    expect(status).toBe('ready');
    expect(content.resolved_issues).toMatchObject([
      { kind: 'task', id: offer, title: 'Send the offer', was_there_before: true, by: 'ben' },
    ]);
    expect(content.outstanding_issues).toMatchObject([{ title: 'Call them back' }]);
    expect(content.activities_during_absence).toMatchObject([
      { activity_type: 'call', description: 'Walked through the offer', outcome: 'They sign on Friday', by: 'ben' },
    ]);
    expect(content.health_changes).toMatchObject([{ customer: { customer_id: second }, from: 70, to: 40 }]);
    expect(content.changes).toContainEqual(
      expect.objectContaining({
        path: `tasks.${offer}.status`,
        what: 'Task "Send the offer": status',
        from: 'open',
        to: 'done',
        by: 'ben',
      }),
    );
    expect(content.changes).toContainEqual(expect.objectContaining({ what: 'Health', from: 70, to: 40, by: null }));
    expect(content.recommendations).toMatchObject([
      { rule: 'health-fell', text: 'Call them: health went 70 → 40.' },
      { rule: 'nobody-spoke' },
    ]);
    const { items } = await org.ana.call(ListAbsenceHandbacks, { absence_id: absenceId });
    expect(items.map((one) => one.assignment_id)).toEqual([id]);
  });

  test('says who changed the health, not who spoke with the customer after that', async () => {
    const org = await world.organisation();
    const [first] = org.customers;
    const { id } = await asked(world, org, 1, 6);
    await accept(org.ben, id);
    await world.forward('P2D');
    const customer = await org.mia.call(GetCustomer, { customer_id: first ?? '' });
    const { name, arr, stage, segment, industry, renewal_on, special_handling, domains } = customer;
    const fields = { name, arr, stage, segment, industry, renewal_on, special_handling, domains, csm_id: org.ana.id };
    await org.mia.call(PutCustomer, { customer_id: first ?? '', ...fields, health_score: 30 });
    await org.ada.call(PutCustomer, { customer_id: first ?? '', ...fields, health_score: 30, stage: 'renewal' });
    await org.ben.call(CreateCustomerActivity, { customer_id: first ?? '', kind: 'call', summary: 'They are upset' });

    const { content } = await org.ben.call(GetHandback, { assignment_id: id });
    expect(content.changes).toContainEqual(expect.objectContaining({ what: 'Health', from: 70, to: 30, by: 'mia' }));
    expect(content.changes).toContainEqual(expect.objectContaining({ what: 'Stage', by: 'ada' }));
  });

  test('says who resolved an escalation, not who renamed it after that', async () => {
    const org = await world.organisation();
    await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing')`);
    const [first = ''] = org.customers;
    const said = { category: 'Billing', severity: 'P3', title: 'No invoices', description: 'None' } as const;
    const { id: escalation_id } = await org.ana.call(CreateEscalation, { customer_id: first, ...said });
    const { id } = await asked(world, org, 1, 6);
    await accept(org.ben, id);
    await world.forward('P2D');
    await org.mia.call(ResolveEscalation, { escalation_id, resolution_summary: 'Sent', root_cause: 'A job' });
    await org.ada.call(ChangeEscalation, { escalation_id, title: 'Invoices' });

    const { content } = await org.ben.call(GetHandback, { assignment_id: id });
    const path = `escalations.${escalation_id}`;
    expect(content.changes).toContainEqual(
      expect.objectContaining({ path: `${path}.status`, to: 'resolved', by: 'mia' }),
    );
    expect(content.changes).toContainEqual(
      expect.objectContaining({ path: `${path}.title`, to: 'Invoices', by: 'ada' }),
    );
    expect(content.resolved_issues).toMatchObject([{ kind: 'escalation', id: escalation_id, by: 'mia' }]);
  });

  test('says who opened an escalation, not which clock struck or who took it on after that', async () => {
    const org = await world.organisation();
    await withCategories(org);
    const { id } = await asked(world, org, 1, 6);
    await accept(org.ben, id);
    await world.forward('P2D');
    const { id: escalation_id } = await escalate(org, { severity: 'P1', primary_owner_id: org.eva.id }, org.ben);
    await org.eva.call(AcknowledgeEscalation, { escalation_id });
    await world.forward('PT12H');

    const { content } = await org.ben.call(GetHandback, { assignment_id: id });
    const authors = content.changes.filter(({ path }) => path.startsWith('escalations.')).map(({ by }) => by);
    expect(new Set(authors)).toEqual(new Set(['ben']));
    expect(content.outstanding_issues).toMatchObject([{ kind: 'escalation', id: escalation_id, by: 'ben' }]);
  });

  test('calls what a part of the product changed Understudy', async () => {
    const org = await world.organisation();
    await withCategories(org);
    const { id: escalation_id } = await escalate(org, { severity: 'P3' });
    const { id } = await asked(world, org, 1, 25);
    await accept(org.ben, id);
    await world.forward('P2D');
    await org.mia.call(ResolveEscalation, { escalation_id, resolution_summary: 'Sent', root_cause: 'A job' });
    await world.forward('P15D');

    const { content } = await org.ben.call(GetHandback, { assignment_id: id });
    expect(content.changes).toContainEqual(expect.objectContaining({ to: 'closed', by: 'Understudy' }));
  });

  test('is a preview while the coverage runs, and frozen once it ended', async () => {
    const { org, id } = await running();
    expect(await org.ben.call(GetHandback, { assignment_id: id })).toMatchObject({ status: 'preview', customers: 3 });
    await org.ana.call(ReturnFromAbsence, { coverage_id: id });
    const frozen = await org.ana.call(GetHandback, { assignment_id: id });
    expect(frozen).toMatchObject({ status: 'ready', content: { changes: [], activities_during_absence: [] } });

    await org.sql('update customers set health_score = 1 where tenant_id = $1', []);
    expect(await org.ana.call(GetHandback, { assignment_id: id })).toEqual(frozen);
  });

  test('keeps the snapshot of the departure: it cannot be rewritten', async () => {
    const { org, absenceId } = await running();
    const rows = await org.sql('select facts from departure_snapshots where tenant_id = $1 and absence_id = $2', [
      absenceId,
    ]);
    expect(rows).toHaveLength(3);
    await expect(org.sql(`update departure_snapshots set facts = '{}' where tenant_id = $1`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(org.sql('delete from departure_snapshots where tenant_id = $1')).rejects.toThrow(/permission denied/);
  });

  test('there is none for coverage that never began', async () => {
    const org = await world.organisation();
    const { absenceId, id } = await asked(world, org, 3, 6);
    expect(await org.ana.refused(GetHandback, { assignment_id: id })).toBe('409 handbacks.nothing-to-hand-back');
    await accept(org.ben, id);
    await org.ana.call(CancelAbsence, { absence_id: absenceId });
    await world.forward('P8D');
    expect(await org.ana.refused(GetHandback, { assignment_id: id })).toBe('409 handbacks.nothing-to-hand-back');
    expect((await org.ana.call(ListAbsenceHandbacks, { absence_id: absenceId })).items).toEqual([]);
  });

  test('an absence nobody had to be covered in has none, and ends all the same', async () => {
    const org = await world.organisation({ customers: 0 });
    const absence = await org.absence(org.ana, 1, 2);
    await world.forward('P5D');
    expect((await org.ana.call(ListAbsenceHandbacks, { absence_id: absence.id })).items).toEqual([]);
  });

  test('colleagues who have nothing to do with it do not see it', async () => {
    const { org, absenceId, id } = await over();
    expect(await org.eva.refused(GetHandback, { assignment_id: id })).toBe('403 identity.not-allowed');
    expect(await org.max.refused(GetHandback, { assignment_id: id })).toBe('403 identity.not-allowed');
    expect(await org.ben.refused(ListAbsenceHandbacks, { absence_id: absenceId })).toBe('403 identity.not-allowed');
    expect(await org.gus.refused(ListAbsenceHandbacks, { absence_id: absenceId })).toBe('404 absences.not-found');
    const other = await world.organisation();
    expect(await other.ada.refused(GetHandback, { assignment_id: id })).toBe('404 coverage.assignment-not-found');
    expect((await org.mia.call(GetHandback, { assignment_id: id })).status).toBe('ready');
  });
});

describe('coming back', () => {
  test('ends the absence now, for everybody at once, by the person or their manager', async () => {
    const { org, id } = await running();
    expect(await org.ben.refused(ReturnFromAbsence, { coverage_id: id })).toBe('403 identity.not-allowed');
    const { absence, handbacks } = await org.mia.call(ReturnFromAbsence, { coverage_id: id });
    expect(absence.status).toBe('completed');
    expect(handbacks).toMatchObject([{ assignment_id: id, status: 'ready' }]);
    expect(await org.ana.refused(ReturnFromAbsence, { coverage_id: id })).toBe('409 absences.ended');
  });

  test('is not possible before leaving', async () => {
    const org = await world.organisation();
    const { id } = await asked(world, org, 3, 6);
    expect(await org.ana.refused(ReturnFromAbsence, { coverage_id: id })).toBe('409 handbacks.not-begun');
  });

  test('the backup is out at that moment, but for the handback itself, with all jobs stopped', async () => {
    const own = await aWorld();
    try {
      const org = await own.organisation();
      const { id } = await asked(own, org, 1, 3);
      await accept(org.ben, id);
      await own.forward('P2D');
      await own.stopWorker();
      await org.ana.call(ReturnFromAbsence, { coverage_id: id });
      expect((await org.ben.call(GetHandback, { assignment_id: id })).status).toBe('ready');
      const activity = {
        assignment_id: id,
        customer_id: org.customers[0] ?? '',
        activity_type: 'call',
        description: 'x',
      };
      expect(await org.ben.refused(LogActivity, activity)).toBe('409 coverage.absence-over');
      expect((await org.ben.call(GetCustomer, { customer_id: org.customers[0] ?? '' })).summary_only).toBe(true);
      await org.ana.call(CompleteHandback, { assignment_id: id });
      expect(await org.ben.refused(GetHandback, { assignment_id: id })).toBe('403 identity.not-allowed');
    } finally {
      await own.close();
    }
  });
});

describe('completing it', () => {
  test('the backup hands back with what they keep, then the one who was away completes it, once', async () => {
    const org = await world.organisation();
    const [first] = org.customers;
    const { id } = await asked(world, org, 1, 6);
    await accept(org.ben, id);
    const offer = await task(org, first, 'Send the offer');
    await world.forward('P2D');
    expect(await org.ben.refused(CompleteHandback, { assignment_id: id })).toBe('409 handbacks.not-ready');
    await org.ana.call(ReturnFromAbsence, { coverage_id: id });

    const keep = [{ task_id: offer, until: '2027-01-31' }, { customer_id: first ?? '' }];
    const handed = await org.ben.call(CompleteHandback, { assignment_id: id, notes: 'All calm.', keep });
    expect(handed).toMatchObject({ status: 'ready', notes: 'All calm.', completed_at: null });
    expect(handed.handed_back_at).not.toBeNull();
    expect(handed.kept).toMatchObject([
      { task_id: offer, title: 'Send the offer', until: '2027-01-31', state: 'kept' },
      { task_id: null, state: 'proposed' },
    ]);
    const [kept] = await org.sql<{ assignee: string }>(
      'select assignee_id as assignee from tasks where tenant_id = $1 and id = $2',
      [offer],
    );
    expect(kept?.assignee).toBe(org.ben.id);

    expect(await org.ana.call(CompleteHandback, { assignment_id: id, notes: 'Well done.' })).toMatchObject({
      status: 'completed',
      notes: 'All calm.',
      completion_notes: 'Well done.',
    });
    expect(await org.mia.refused(CompleteHandback, { assignment_id: id })).toBe('409 handbacks.completed');
  });

  test('nothing else can be kept than what was covered', async () => {
    const { org, id } = await over(1);
    const other = await org.sql<{ id: string }>(
      `insert into customers (tenant_id, name, csm_id, stage, segment, industry) values ($1, 'Not hers', $2, 'live', 'x', 'x') returning id`,
      [org.eva.id],
    );
    const foreign = other[0]?.id ?? '';
    const foreignTask = await task(org, foreign, 'Not mine');
    const keep = (items: object[]) => org.ben.refused(CompleteHandback, { assignment_id: id, keep: items });
    expect(await keep([{ customer_id: foreign }])).toBe('422 handbacks.customer-not-covered');
    expect(await keep([{ task_id: foreignTask }])).toBe('422 handbacks.customer-not-covered');
    expect(await keep([{ task_id: org.ana.id }])).toBe('404 tasks.not-found');
    expect(await keep([{}])).toBe('422 handbacks.keep-one-thing');
    expect(await keep([{ task_id: foreignTask, customer_id: foreign }])).toBe('422 handbacks.keep-one-thing');
  });

  test('two who complete it at once: one does', async () => {
    const { org, id } = await over();
    const answers = await Promise.allSettled(
      [org.ana, org.mia, org.ada].map((who) => who.call(CompleteHandback, { assignment_id: id })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('the feedback of the backup', () => {
  test('stands with each customer; a low rating becomes something to talk about', async () => {
    const { org, id } = await over();
    const [first = '', second = ''] = org.customers;
    const items = [
      { customer_id: first, feedback: 'Hard to reach.', rating: 2 },
      { customer_id: second, feedback: 'A pleasure.', rating: 5 },
    ];
    const { feedback, content } = await org.ben.call(GiveFeedback, { assignment_id: id, items });
    expect(feedback).toMatchObject([
      { feedback: 'Hard to reach.', rating: 2 },
      { feedback: 'A pleasure.', rating: 5 },
    ]);
    expect(content.recommendations).toMatchObject([{ rule: 'low-rating', customer: { customer_id: first } }]);

    const again = [{ customer_id: first, feedback: 'They called back.', rating: 4 }];
    const better = await org.ben.call(GiveFeedback, { assignment_id: id, items: again });
    expect(better.feedback).toMatchObject([{ feedback: 'They called back.' }, { feedback: 'A pleasure.' }]);
    expect(better.content.recommendations).toEqual([]);
  });

  test('comes from the backup only, about covered customers', async () => {
    const { org, id } = await over();
    const items = [{ customer_id: org.customers[0] ?? '', feedback: 'x' }];
    expect(await org.ana.refused(GiveFeedback, { assignment_id: id, items })).toBe('403 coverage.not-yours');
    const foreign = [{ customer_id: org.ana.id, feedback: 'x' }];
    expect(await org.ben.refused(GiveFeedback, { assignment_id: id, items: foreign })).toBe(
      '422 handbacks.customer-not-covered',
    );
    await org.ana.call(CompleteHandback, { assignment_id: id });
    expect(await org.ben.refused(GiveFeedback, { assignment_id: id, items })).toBe('409 handbacks.completed');
  });
});

describe('the handback meeting', () => {
  test('is the first time both work after the return, and both are invited', async () => {
    const { org, id } = await running();
    const meeting = await org.ben.call(ProposeHandbackMeeting, { assignment_id: id });
    expect(meeting.title).toBe('Handback: ben → ana');
    expect(meeting.ics).toContain('BEGIN:VEVENT');
    const local = Temporal.Instant.from(meeting.starts_at).toZonedDateTimeISO('Europe/Lisbon');
    const { during } = await org.ana.call(GetHandback, { assignment_id: id });
    expect(meeting.starts_at >= (during.ends_at ?? '')).toBe(true);
    expect(local.dayOfWeek).toBeLessThan(6);
    expect(local.hour).toBeGreaterThanOrEqual(9);
    expect(local.hour).toBeLessThan(17);
    expect((await org.ana.call(GetHandback, { assignment_id: id })).meeting?.starts_at).toBe(meeting.starts_at);
  });

  test('takes the time somebody gives, but not one that is past', async () => {
    const { org, id } = await over();
    const now = await world.now();
    const past = { assignment_id: id, starts_at: now.toString() };
    expect(await org.ana.refused(ProposeHandbackMeeting, past)).toBe('422 handbacks.meeting-in-the-past');
    const starts_at = now.add({ hours: 30 }).toString({ fractionalSecondDigits: 3 });
    const meeting = await org.ana.call(ProposeHandbackMeeting, { assignment_id: id, starts_at, duration_minutes: 45 });
    expect(meeting).toMatchObject({
      starts_at,
      ends_at: now.add({ hours: 30, minutes: 45 }).toString({ fractionalSecondDigits: 3 }),
    });
  });

  test('says so when the two never work at the same time', async () => {
    const { org, id } = await over();
    const night = JSON.stringify({ days: [1, 2, 3, 4, 5], from: '20:00', to: '23:00' });
    await org.sql('update users set working_hours = $3::jsonb where tenant_id = $1 and id = $2', [org.ben.id, night]);
    expect(await org.ana.refused(ProposeHandbackMeeting, { assignment_id: id })).toBe('422 handbacks.no-common-time');
  });
});

describe('the reminder before the return', () => {
  const reminders = (org: Organisation, absenceId: string) =>
    org.sql(`select 1 from history where tenant_id = $1 and subject_id = $2 and type = 'absence.return-near'`, [
      absenceId,
    ]);

  test('goes out 24 hours before the end, and follows an absence that moves', async () => {
    const { org, absenceId } = await running();
    await org.ana.call(PatchAbsence, { absence_id: absenceId, end_date: await world.day(10) });
    await world.forward('P5D');
    expect(await reminders(org, absenceId)).toHaveLength(0);
    await world.forward('P5D');
    expect(await reminders(org, absenceId)).toHaveLength(1);
    await world.forward('P3D');
    expect(await reminders(org, absenceId)).toHaveLength(1);
  });

  test('there is none for a single day', async () => {
    const org = await world.organisation();
    const { absenceId } = await asked(world, org, 1, 1);
    await world.forward('P4D');
    expect(await reminders(org, absenceId)).toHaveLength(0);
  });
});

describe('the survey afterwards', () => {
  test('asks both, on the first working morning, and takes one answer each', async () => {
    const { org, absenceId } = await over();
    expect((await org.ana.call(ListSurveys, {})).items).toEqual([]);
    await world.forward('P4D');
    const [survey] = (await org.ana.call(ListSurveys, { open: 'true' })).items;
    expect(survey).toMatchObject({ absence_id: absenceId, asked_as: 'csm', with: [{ name: 'ben' }], rating: null });
    expect((await org.ben.call(ListSurveys, {})).items).toMatchObject([
      { asked_as: 'backup', with: [{ name: 'ana' }] },
    ]);

    const answer = { survey_id: survey?.id ?? '', rating: 5, answers: { 'What was missing?': 'Nothing' } };
    expect(await org.ben.refused(AnswerSurvey, answer)).toBe('404 surveys.not-found');
    expect(await org.ana.call(AnswerSurvey, answer)).toMatchObject({
      rating: 5,
      answers: { 'What was missing?': 'Nothing' },
    });
    expect(await org.ana.refused(AnswerSurvey, answer)).toBe('409 surveys.answered');
    expect((await org.ana.call(ListSurveys, { open: 'true' })).items).toEqual([]);
  });

  test('asks nobody when nobody stood in', async () => {
    const org = await world.organisation();
    await asked(world, org, 1, 2);
    await world.forward('P10D');
    expect((await org.ben.call(ListSurveys, {})).items).toEqual([]);
  });
});

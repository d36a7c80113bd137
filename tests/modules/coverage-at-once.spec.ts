import { AssignCoverage, CancelAbsence } from '@understudy/contracts';
import { accept, asked, setPolicy } from './covering.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

describe('two at once', () => {
  test('sixteen yeses to one question: one is taken, the others are answered already', async () => {
    const { absenceId, id } = await asked(world, org, 5, 9);
    const answers = await Promise.allSettled(Array.from({ length: 16 }, () => accept(org.ben, id)));

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason.problem.code).toBe('coverage.already-answered');
    expect(await org.sql("select 1 from history where tenant_id = $1 and type = 'coverage.accepted'")).toHaveLength(1);
    expect((await org.assignments(absenceId)).filter(({ status }) => status === 'accepted')).toHaveLength(1);
  });

  test('two who accept overlapping customers of two absences: one has them, the other gets 409, every time', async () => {
    for (let round = 0; round < 8; round++) {
      const here = await world.organisation({ customers: 40 });
      await setPolicy(here, { ladder: [] });
      const absence = await here.absence(here.ana, 5, 9);
      await world.settle();
      const [first] = await here.assignments(absence.id);
      // the customers changed hands since, and their new owner is away too
      await here.sql('update customers set csm_id = $2 where tenant_id = $1 and csm_id = $3', [
        here.gus.id,
        here.ana.id,
      ]);
      const second = await here.absence(here.gus, 7, 12);
      const other = await here.max.call(AssignCoverage, {
        absence_id: second.id,
        backup_user_id: here.max.id,
        covered_customer_ids: first?.covered_customer_ids.toReversed() ?? [],
      });
      const backup = first?.backup.name === 'ben' ? here.ben : here.eva;

      const answers = await Promise.allSettled([accept(backup, first?.id ?? ''), accept(here.max, other.id)]);
      const refused = answers.filter((answer) => answer.status === 'rejected');
      expect(refused.map(({ reason }) => reason.problem.code)).toEqual(['coverage.already-covered']);
    }
  });

  test('a yes while the absence is cancelled: nobody covers an absence that is not there', async () => {
    for (let round = 0; round < 8; round++) {
      const here = await world.organisation();
      org = here;
      const { absenceId, id } = await asked(world, org, 5, 9);
      const [cancelled, accepted] = await Promise.allSettled([
        here.ana.call(CancelAbsence, { absence_id: absenceId }),
        accept(here.ben, id),
      ]);

      expect(cancelled.status).toBe('fulfilled');
      if (accepted.status === 'rejected') expect(accepted.reason.problem.code).toBe('coverage.already-answered');
      expect((await here.assignments(absenceId)).map(({ status }) => status)).toEqual(['completed']);
      expect(
        await here.sql('select 1 from covered_customers where tenant_id = $1 and accepted and not isempty(during)'),
      ).toEqual([]);
    }
  });

  test('asking while the absence is cancelled: asked before, or refused', async () => {
    const { absenceId } = await asked(world, org, 5, 9);
    const [cancelled, ...questions] = await Promise.allSettled([
      org.ana.call(CancelAbsence, { absence_id: absenceId }),
      ...Array.from({ length: 15 }, (_, index) =>
        org.mia.call(AssignCoverage, { absence_id: absenceId, backup_user_id: index % 2 ? org.ben.id : org.eva.id }),
      ),
    ]);

    expect(cancelled.status).toBe('fulfilled');
    for (const question of questions)
      if (question.status === 'rejected') expect(question.reason.problem.code).toBe('coverage.absence-over');
    expect(new Set((await org.assignments(absenceId)).map(({ status }) => status))).toEqual(new Set(['completed']));
  });
});

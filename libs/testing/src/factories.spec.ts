import { responsible } from '@understudy/domain';
import { aCustomer, anAbsence, anAssignment, anId, aTask, aTeam, aUser } from './factories.js';

test('every id is another one', () => {
  expect(new Set([anId(), anId(), aUser().id, aCustomer().id, aTask().id]).size).toBe(5);
});

test('what is given wins, the rest is filled in', () => {
  expect(aUser({ name: 'Ana Duarte' })).toMatchObject({ name: 'Ana Duarte', timeZone: 'Europe/Lisbon' });
  expect(aCustomer({ healthScore: null }).healthScore).toBeNull();
});

test('the span of an absence follows its days', () => {
  const oneDay = {
    firstOn: Temporal.PlainDate.from('2026-03-29'),
    lastOn: Temporal.PlainDate.from('2026-03-29'),
    timeZone: 'Europe/Berlin',
  };
  const { during } = anAbsence({ days: oneDay });
  expect(during.endsAt && during.startsAt.until(during.endsAt).total('hours')).toBe(23);
});

test('the factories fit together: an accepted backup is responsible', () => {
  const team = aTeam();
  const [ana, ben] = [aUser({ teamId: team.id }), aUser({ teamId: team.id })];
  const absence = anAbsence({ userId: ana.id });
  const assignment = anAssignment({ absence, backupUserId: ben.id, status: 'accepted' });
  const answer = responsible({
    customer: aCustomer({ csmId: ana.id }),
    at: absence.during.startsAt,
    people: [ana, ben],
    absences: [absence],
    assignments: [assignment],
    teams: [team],
  });
  expect(answer).toMatchObject({ responsible: ben.id, because: 'coverage', until: absence.during.endsAt });
  expect(anAssignment({ absence })).toMatchObject({ status: 'pending', acceptedAt: null });
});

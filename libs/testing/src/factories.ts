import {
  type Absence,
  type AbsenceId,
  type AnyId,
  asId,
  type Assignment,
  type AssignmentId,
  type Customer,
  type CustomerId,
  DEFAULT_CAPACITY_POINTS,
  daysToSpan,
  type Task,
  type TaskId,
  type Team,
  type TeamId,
  type User,
  type UserId,
} from '@understudy/domain';

let made = 0;

/** A fresh uuid, different at every call in one test file and the same in every run: failures repeat. */
export const anId = <Id extends AnyId>(): Id => {
  made += 1;
  return asId<Id>(`00000000-0000-4000-8000-${made.toString(16).padStart(12, '0')}`);
};

/** A CSM in Lisbon, Monday to Friday 09:00 to 18:00, in no team. Give only what matters to the test. */
export const aUser = (given: Partial<User> = {}): User => {
  const id = given.id ?? anId<UserId>();
  return {
    id,
    email: `person-${id.slice(-4)}@harbor.example`,
    name: `Person ${id.slice(-4)}`,
    roles: ['csm', 'member'],
    timeZone: 'Europe/Lisbon',
    workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
    place: 'Lisbon',
    teamId: null,
    managerId: null,
    skills: [],
    capacityPoints: DEFAULT_CAPACITY_POINTS,
    ...given,
  };
};

/** A team without a fallback. */
export const aTeam = (given: Partial<Team> = {}): Team => ({
  id: anId<TeamId>(),
  name: 'EMEA',
  fallbackUserId: null,
  ...given,
});

/** A healthy customer whom nothing presses and nobody owns. */
export const aCustomer = (given: Partial<Customer> = {}): Customer => {
  const id = given.id ?? anId<CustomerId>();
  return {
    id,
    name: `Customer ${id.slice(-4)}`,
    csmId: null,
    arr: 100_000,
    healthScore: 80,
    healthChange30d: 0,
    stage: 'adoption',
    segment: 'Mid-market',
    industry: 'Retail',
    renewalOn: null,
    language: 'en',
    specialHandling: null,
    domains: [`customer-${id.slice(-4)}.example`],
    crmIds: [],
    needs: [],
    ...given,
  };
};

/** A planned vacation from Mon 20 to Fri 31 July 2026 in Lisbon, entered by hand. `during` follows from `days` unless given. */
export const anAbsence = (given: Partial<Absence> = {}): Absence => {
  const days = given.days ?? {
    firstOn: Temporal.PlainDate.from('2026-07-20'),
    lastOn: Temporal.PlainDate.from('2026-07-31'),
    timeZone: 'Europe/Lisbon',
  };
  const id = given.id ?? anId<AbsenceId>();
  return {
    id,
    userId: anId<UserId>(),
    kind: 'vacation',
    status: 'planned',
    during: daysToSpan(days),
    windows: [],
    sources: [{ source: 'manual', externalId: id, certainty: 'fact' }],
    tombstone: null,
    ...given,
    days,
  };
};

/** A backup asked for everything of the absence and waiting to be answered; a status that needs a yes brings one. */
export const anAssignment = (given: Partial<Assignment> & { absence?: Absence } = {}): Assignment => {
  const { absence = anAbsence(), ...rest } = given;
  const status = rest.status ?? 'pending';
  const isAccepted = status === 'accepted' || status === 'active' || status === 'completed';
  return {
    id: anId<AssignmentId>(),
    absenceId: absence.id,
    backupUserId: anId<UserId>(),
    tier: 1,
    approval: 'none',
    customerIds: null,
    during: absence.during,
    acceptedAt: isAccepted ? absence.during.startsAt.subtract({ hours: 24 }) : null,
    answerBy: null,
    declinedReason: null,
    endedReason: status === 'completed' ? 'returned' : null,
    ...rest,
    status,
  };
};

/** An open task without a date, for nobody. */
export const aTask = (given: Partial<Task> = {}): Task => ({
  id: anId<TaskId>(),
  customerId: anId<CustomerId>(),
  title: 'Send the renewal terms',
  kind: 'follow_up',
  dueAt: null,
  status: 'open',
  assigneeId: null,
  ...given,
});

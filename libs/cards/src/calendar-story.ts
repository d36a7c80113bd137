import type {
  AbsenceView,
  AllSetView,
  CalendarHomeView,
  MeetingView,
  SplitView,
  WhoCoversView,
  WhoIsToldView,
} from './calendar-views.js';
import { corvane, frame, halvorsund, id, LONGEST, maximiliane } from './example-story.js';

/* Ana goes away from 3 to 14 August: Eva and Ben are to cover. One card of every kind, with nothing and with a hundred of everything. */

export const eva = { name: 'Eva Laurent', detail: 'Paris' };
export const ben = { name: 'Ben Vogel', detail: 'Berlin' };
export const mia = { name: 'Mia Kruse', detail: 'Hamburg' };
export const [EVA, BEN] = [id(30), id(31)];
export const absence_id = id(50);

export const august = {
  startsAt: '2026-08-02T22:00:00Z',
  endsAt: '2026-08-14T22:00:00Z',
  hours: null,
  timeZone: 'Europe/Berlin',
} as const;
export const longest = { name: LONGEST, detail: LONGEST };
export const covered = { customerCount: 19, coveredCount: 19, askedCount: 0, covers: [eva] };

export const calendarHome: CalendarHomeView = {
  frame,
  isAwayNow: false,
  suggestions: [
    {
      absenceId: id(51),
      title: 'Ferie',
      source: 'your calendar',
      startsAt: '2026-07-23T22:00:00Z',
      endsAt: '2026-07-24T22:00:00Z',
    },
  ],
  mine: [
    {
      ...covered,
      absenceId: id(52),
      startsAt: '2026-08-16T22:00:00Z',
      endsAt: '2026-08-21T22:00:00Z',
      isRunning: false,
      isToSetUp: false,
    },
  ],
  team: [
    {
      customerCount: 18,
      coveredCount: 15,
      askedCount: 0,
      covers: [ben],
      absenceId: id(53),
      person: maximiliane,
      startsAt: '2026-07-19T22:00:00Z',
      endsAt: '2026-07-21T22:00:00Z',
      isRunning: false,
      mayOpen: true,
    },
    {
      customerCount: 12,
      coveredCount: 4,
      askedCount: 8,
      covers: [ben],
      absenceId: id(54),
      person: eva,
      startsAt: '2026-07-12T22:00:00Z',
      endsAt: '2026-07-17T22:00:00Z',
      isRunning: false,
      mayOpen: true,
    },
    {
      customerCount: 23,
      coveredCount: 23,
      askedCount: 0,
      covers: [ben],
      absenceId: id(55),
      person: { name: 'Ana Duarte', detail: 'Lisbon' },
      startsAt: '2026-07-05T22:00:00Z',
      endsAt: '2026-07-10T22:00:00Z',
      isRunning: true,
      mayOpen: true,
    },
  ],
};

export const whoCovers: WhoCoversView = {
  frame,
  plan: { absence_id },
  person: null,
  customerCount: 23,
  isSplit: true,
  time: august,
  isFromEvent: true,
  isFirst: false,
  suggestionId: null,
  choices: [
    {
      value: 'split',
      name: 'Eva and Ben, split (best fit)',
      why: 'Know 12 of 23, nobody over capacity',
      isChosen: true,
    },
    { value: EVA, name: 'Eva Laurent alone', why: 'Knows 8 of 23, would be 5 over', isChosen: false },
    { value: BEN, name: 'Ben Vogel alone', why: 'Knows 5 of 23, would be 11 over', isChosen: false },
    { value: 'other', name: 'Somebody else', why: '', isChosen: false },
  ],
  notSuggested: [
    { name: 'Finn Byrne', reason: 'is away in that time' },
    { name: maximiliane.name, reason: 'carries as many customers as they can' },
  ],
  alreadyAsked: [],
  alreadyAgreed: [],
};

export const split: SplitView = {
  frame,
  plan: { absence_id, cover: 'split' },
  person: null,
  customerCount: 23,
  isSplit: true,
  backups: [
    { person: eva, customerCount: 14, why: 'Would carry 49 of 50. Knows 8 of them' },
    { person: ben, customerCount: 9, why: 'Would carry 47 of 50. Knows 4 of them' },
  ],
  asked: [
    { customerId: id(60), name: 'Vantoro Mobility', renewsOn: '2026-08-07', lowHealth: null, backupId: EVA },
    { customerId: halvorsund.id, name: halvorsund.name, renewsOn: null, lowHealth: null, backupId: BEN },
    { customerId: id(61), name: 'Ostermark Freight', renewsOn: null, lowHealth: 41, backupId: EVA },
  ],
  people: [
    { id: EVA, name: eva.name },
    { id: BEN, name: ben.name },
  ],
  url: `${frame.publicUrl}/absences/${absence_id}`,
};

export const told: WhoIsToldView = {
  frame,
  plan: { absence_id, cover: 'split' },
  person: null,
  customerCount: 23,
  isSplit: true,
  covers: [eva, ben],
  agreed: [],
  manager: mia,
  managerApproves: false,
  needsAcceptance: true,
  customers: {
    at: '2026-07-31T07:00:00Z',
    contacts: 26,
    sample: 'From 3 to 14 August Eva Laurent looks after you: eva@understudy.example',
    isConnected: true,
    isChosen: true,
  },
  google: { reply: true, forward: true },
  note: '',
};

export const allSet: AllSetView = {
  frame,
  plan: { absence_id, cover: 'split', tell: 'auto' },
  requestKey: id(8),
  person: null,
  customerCount: 23,
  isSplit: true,
  time: august,
  shares: [
    { person: eva, customerCount: 14 },
    { person: ben, customerCount: 9 },
  ],
  asks: [eva, ben],
  gaps: [],
  weakCount: 0,
  needsAcceptance: true,
  manager: mia,
  customersTold: { at: '2026-07-31T07:00:00Z', contacts: 26, isConnected: true },
  renewals: [{ name: 'Vantoro Mobility', on: '2026-08-07', backup: eva }],
};

export const absence: AbsenceView = {
  frame,
  absenceId: absence_id,
  url: `${frame.publicUrl}/absences/${absence_id}`,
  person: null,
  time: august,
  state: 'ahead',
  counts: { customerCount: 23, coveredCount: 14, askedCount: 9, covers: [eva] },
  covers: [
    { person: eva, customerCount: 14, state: 'accepted', at: '2026-07-07T07:12:00Z', approver: null },
    { person: ben, customerCount: 9, state: 'asked', at: '2026-07-10T10:00:00Z', approver: null },
  ],
  withoutAnybody: [],
  tellsCustomersAt: '2026-07-31T07:00:00Z',
  tellsAfterYes: false,
  changesMail: true,
  mayChange: true,
  briefs: null,
};

export const meeting: MeetingView = {
  frame,
  title: 'Review, Corvane Bank',
  startsAt: '2026-08-06T12:00:00Z',
  endsAt: '2026-08-06T13:00:00Z',
  eventId: 'event-1',
  customer: { id: corvane.id, name: corvane.name },
  absenceId: absence_id,
  covers: eva,
  decided: null,
  isMine: true,
  hasAgreed: true,
  mayInvite: true,
};

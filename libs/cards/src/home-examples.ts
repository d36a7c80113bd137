import type { Card } from '@understudy/contracts';
import { ana, frame, id, LONGEST, many, maximiliane, request } from './example-story.js';
import { homeCard } from './home-card.js';
import type { HomeView } from './home-views.js';

const quiet: HomeView = {
  frame,
  reader: { name: 'Ben Vogel' },
  requests: [],
  suggestions: [],
  away: null,
  covering: null,
  standing: [],
  ahead: [],
  absences: [],
};

/** The home card: full, with nothing, with a hundred of everything. */
export const HOME_EXAMPLES: Readonly<Record<string, Card>> = {
  home: homeCard({
    ...quiet,
    requests: [request, { ...request, owner: maximiliane, atRiskCount: 0, answerBy: null, assignmentId: id(10) }],
    ahead: [{ owner: maximiliane, startsAt: '2026-08-03T00:00:00Z', endsAt: '2026-08-08T00:00:00Z', customerCount: 9 }],
    covering: {
      owners: [ana],
      customerCount: 12,
      customers: [
        {
          id: id(1),
          name: 'Corvane Bank',
          priority: 'high',
          due: null,
          openEscalation: { severity: 'P1', dueAt: '2026-07-07T14:00:00Z' },
        },
        {
          id: id(5),
          name: 'Vantoro Mobility',
          priority: 'medium',
          due: { what: 'Call', dueAt: '2026-07-07T13:00:00Z' },
          openEscalation: null,
        },
        { id: id(6), name: 'Halvorsund Services', priority: 'low', due: null, openEscalation: null },
        {
          id: id(11),
          name: 'Ostermark Freight',
          priority: 'low',
          due: { what: 'Report', dueAt: '2026-07-06T13:00:00Z' },
          openEscalation: null,
        },
        { id: id(12), name: 'Ivarsholm Ports', priority: 'low', due: null, openEscalation: null },
      ],
    },
    absences: [
      {
        startsAt: '2026-08-16T22:00:00Z',
        endsAt: '2026-08-21T22:00:00Z',
        customerCount: 19,
        coveredCount: 19,
        askedCount: 0,
        covers: [{ name: 'Eva Laurent' }],
        url: `${frame.publicUrl}/absences/1`,
      },
      {
        startsAt: '2026-09-28T22:00:00Z',
        endsAt: '2026-10-02T22:00:00Z',
        customerCount: 19,
        coveredCount: 10,
        askedCount: 9,
        covers: [],
        url: `${frame.publicUrl}/absences/2`,
      },
      {
        startsAt: '2026-12-23T23:00:00Z',
        endsAt: '2027-01-06T23:00:00Z',
        customerCount: 19,
        coveredCount: 16,
        askedCount: 0,
        covers: [],
        url: `${frame.publicUrl}/absences/3`,
      },
    ],
  }),
  'home-quiet': homeCard(quiet),
  'home-suggested': homeCard({
    ...quiet,
    suggestions: [
      {
        absenceId: id(30),
        source: 'your Slack status',
        title: 'Vacationing',
        startsAt: '2026-07-12T22:00:00Z',
        endsAt: '2026-07-17T22:00:00Z',
        customerCount: 19,
      },
      {
        absenceId: id(31),
        source: 'your calendar',
        title: 'Dentist, then the children from school, then perhaps the town hall because of the passport',
        startsAt: '2026-07-09T12:00:00Z',
        endsAt: '2026-07-09T16:00:00Z',
        customerCount: 1,
      },
    ],
  }),
  'home-away': homeCard({
    ...quiet,
    away: {
      absenceId: id(32),
      until: '2026-07-07T22:00:00Z',
      customerCount: 19,
      coveredCount: 0,
      askedCount: 19,
      covers: [],
      isFresh: true,
    },
  }),
  'home-standing-in': homeCard({
    ...quiet,
    standing: [
      { assignmentId: id(9), owner: ana, until: '2026-07-10T22:00:00Z', customerCount: 12, releaseBy: null },
      {
        assignmentId: id(10),
        owner: maximiliane,
        until: null,
        customerCount: 100,
        releaseBy: '2026-07-08T10:00:00Z',
      },
    ],
  }),
  'home-hundred': homeCard({
    ...quiet,
    requests: many(100, () => ({ ...request, owner: maximiliane })),
    suggestions: many(100, (n) => ({
      absenceId: id(1000 + n),
      source: 'your calendar',
      title: LONGEST,
      startsAt: request.startsAt,
      endsAt: request.endsAt,
      customerCount: 100,
    })),
    covering: {
      owners: many(9, (n) => ({ name: `Owner${n} von Hohenfeld` })),
      customerCount: 100,
      customers: many(100, (n) => ({
        id: id(2000 + n),
        name: LONGEST,
        priority: 'high',
        due: { what: LONGEST, dueAt: '2026-07-06T13:00:00Z' },
        openEscalation: null,
      })),
    },
    standing: many(100, (n) => ({
      assignmentId: id(3000 + n),
      owner: maximiliane,
      until: null,
      customerCount: 100,
      releaseBy: null,
    })),
    ahead: many(100, () => ({ owner: maximiliane, startsAt: request.startsAt, endsAt: null, customerCount: 100 })),
  }),
};

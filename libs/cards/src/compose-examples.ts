import type { Card } from '@understudy/contracts';
import { composeCard } from './compose-card.js';
import type { ComposeCustomerView } from './compose-views.js';
import { ana, frame, halvorsund, id, LONGEST, many, maximiliane } from './example-story.js';

const covered: ComposeCustomerView = {
  id: id(1),
  name: 'Corvane Bank',
  state: 'you-cover',
  owner: ana,
  responsible: { name: 'Ben Vogel', detail: 'Berlin' },
  until: '2026-07-10T22:00:00Z',
  contact: 'lena@corvane.example',
  voice: 'mine',
  introductions: [
    {
      words: 'short',
      text: 'Hello Lena,\n\nI look after Corvane Bank while Ana is out of the office, until Friday, 10 July 2026. Write to me at any time.',
    },
    {
      words: 'full',
      text: 'Hello Lena,\n\nI look after Corvane Bank while Ana is out of the office, until Friday, 10 July 2026. Write to me at any time.\n\nShould something need more attention, please write to Mia Novak at mia@harbor.example.\n\nKind regards\nBen Vogel',
    },
  ],
  copies: [{ userId: id(50), person: ana, why: 'Owner, reads it when back', isIn: false }],
};
const other: ComposeCustomerView = {
  ...covered,
  id: id(2),
  name: halvorsund.name,
  state: 'other',
  responsible: maximiliane,
  voice: 'Maximiliane',
  introductions: covered.introductions.slice(0, 1),
  copies: [{ userId: id(51), person: maximiliane, why: 'Covers until Fri 10 Jul', isIn: false }],
};
const nobody = { ...other, state: 'gap', responsible: null, introductions: [], copies: [] } as const;

/** The card beside a draft. */
export const COMPOSE_EXAMPLES: Readonly<Record<string, Card>> = {
  'compose-covered': composeCard({ frame, customers: [covered] }),
  'compose-other': composeCard({ frame, customers: [other] }),
  'compose-copied': composeCard({
    frame,
    customers: [{ ...other, copies: other.copies.map((copy) => ({ ...copy, isIn: true })) }],
  }),
  'compose-gap': composeCard({ frame, customers: [nobody] }),
  'compose-several': composeCard({
    frame,
    customers: [covered, other, { ...nobody, id: id(3), name: 'Ivarsholm Ports' }],
  }),
  'compose-hundred': composeCard({
    frame,
    customers: many(100, (n) => ({ ...other, id: id(8000 + n), name: LONGEST })),
  }),
  'compose-nobody': composeCard({ frame, customers: [] }),
};

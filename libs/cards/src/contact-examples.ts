import type { Card } from '@understudy/contracts';
import { contactCard } from './contact-card.js';
import { ana, frame, halvorsund, id, jo, LONGEST, many, maximiliane } from './example-story.js';
import type { ContactFormView, MatchView } from './form-views.js';

const form: ContactFormView = { frame, sender: jo, found: null };
const match = (n: number, name: string, more: Partial<MatchView> = {}): MatchView => ({
  id: id(300 + n),
  name,
  owner: null,
  isMine: false,
  segment: 'Mid-market',
  requestKey: id(400 + n),
  ...more,
});

/** Linking somebody whom no customer knows: asked, found, not found, too much found. */
export const CONTACT_EXAMPLES: Readonly<Record<string, Card>> = {
  contact: contactCard(form),
  'contact-found': contactCard({
    ...form,
    form: { customer: ['quill'] },
    found: {
      shown: [
        match(1, 'Quillgate', { isMine: true, owner: { name: 'Ben Vogel' } }),
        match(2, 'Quillgate Nordics', { owner: ana }),
        match(3, 'Quillgate Iberia'),
        match(4, `Quillgate ${halvorsund.name}`, { owner: maximiliane, requestKey: null }),
        match(5, 'Quillgate Alps', { requestKey: null }),
      ],
      total: 5,
      isMore: false,
    },
  }),
  'contact-nobody': contactCard({
    ...form,
    form: { customer: ['Quilgate'] },
    found: { shown: [], total: 0, isMore: false },
  }),
  'contact-errors': contactCard({
    ...form,
    form: { customer: [''] },
    errors: [{ path: 'form.customer', message: 'must not be empty' }],
  }),
  'contact-hundred': contactCard({
    frame,
    sender: { address: `${'a'.repeat(60)}@${'corvane.'.repeat(20)}example`, name: LONGEST },
    form: { customer: [LONGEST] },
    found: {
      shown: many(100, (n) => match(n, LONGEST, { owner: n % 2 ? maximiliane : { name: LONGEST } })),
      total: 100,
      isMore: true,
    },
  }),
};

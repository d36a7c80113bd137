import { z } from 'zod';
import { endpoint } from './core/endpoint.js';

const wishes = {
  /** The mailbox of whoever is away answers with who stands in. */
  reply: z.boolean(),
  /** Mail of covered customers' domains also goes to the backup. */
  forward: z.boolean(),
  /** The backup may open the mailbox of whoever is away: all of it, so this is off until somebody turns it on. */
  delegate: z.boolean(),
  /** The backup is invited to customer meetings in the time of the coverage. */
  meetings: z.boolean(),
  /** What customers are told comes from the mailbox of whoever says it. */
  notices: z.boolean(),
  /** Briefs and return summaries are written as Google Docs, too. */
  documents: z.boolean(),
};

export const GoogleChangeWishes = z.object(wishes).meta({ id: 'GoogleChangeWishes' });

export const GetGoogleChanges = endpoint({
  method: 'GET',
  path: '/api/admin/integrations/google/changes',
  summary: 'What is changed in Google while somebody is away',
  allow: 'admin',
  response: GoogleChangeWishes,
});

export const PutGoogleChanges = endpoint({
  method: 'PUT',
  path: '/api/admin/integrations/google/changes',
  summary: 'Choose what is changed in Google while somebody is away; running coverages follow',
  allow: 'admin',
  body: wishes,
  response: GoogleChangeWishes,
});

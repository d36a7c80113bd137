import { z } from 'zod';
import { PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { line } from './core/text.js';
import { LookupHit } from './customers.js';
import { EscalationRow } from './escalations.js';

/** People of the organisation as a search shows them: enough to tell two of one name apart. */
const FoundPerson = PersonRef.extend({ email: z.string(), team: z.string().nullable() }).meta({ id: 'FoundPerson' });

/** One box over everything one may see. Each part has at most six, best first; nothing found is an empty part. */
export const Search = endpoint({
  method: 'GET',
  path: '/api/search',
  summary: 'Find customers, escalations and people by a part of their name or title',
  allow: 'signed-in',
  query: { q: line(200) },
  response: z
    .object({
      customers: z.array(LookupHit),
      escalations: z.array(EscalationRow),
      people: z.array(FoundPerson),
    })
    .meta({ id: 'SearchAnswer' }),
});

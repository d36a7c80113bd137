import { z } from 'zod';
import { endpoint } from './core/endpoint.js';
import { line, text } from './core/text.js';

/** Lists whose filters can be kept. */
export const VIEW_PLACES = ['escalations', 'customers', 'team', 'audit'] as const;
export type ViewPlace = (typeof VIEW_PLACES)[number];

/** `query` is the page's own query string without "?", such as "severity=P1&status=open". */
const SavedView = z.strictObject({ name: line(60), query: text(1000) }).meta({ id: 'SavedView' });
const views = z
  .array(SavedView)
  .max(20, 'at most 20 views; remove one first')
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'each name once');

export const SavedViews = z.object({ items: z.array(SavedView), version: z.int() }).meta({ id: 'SavedViews' });

/** `version` is 1 before anything was kept. */
export const GetSavedViews = endpoint({
  method: 'GET',
  path: '/api/me/views/{place}',
  summary: 'The named filters I keep for a list',
  allow: 'signed-in',
  params: { place: z.enum(VIEW_PLACES) },
  response: SavedViews,
});

/** The whole list, in the order to show. Sent with If-Match, two windows do not overwrite each other. */
export const PutSavedViews = endpoint({
  method: 'PUT',
  path: '/api/me/views/{place}',
  summary: 'Keep named filters for a list',
  allow: 'signed-in',
  params: { place: z.enum(VIEW_PLACES) },
  body: { items: views },
  response: SavedViews,
  errors: ['version.stale'],
});

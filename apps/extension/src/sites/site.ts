import * as z from 'zod/mini';
import builtIn from './built-in.json' with { type: 'json' };

const compiles = (pattern: string): boolean => {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
};
const pattern = z.string().check(z.maxLength(300), z.refine(compiles, 'is not a regular expression'));
const selectors = z.array(z.string().check(z.minLength(1), z.maxLength(300))).check(z.maxLength(20));
const MATCH = /^(https|http):\/\/(\*\.)?[a-z0-9.-]+\/\*$/;

/**
 * How the customer's record is read from an address: `path` is tried on path and fragment; `query` values must stand in the
 * query, in any order; the id is the group `id` of the path, or the query parameter `id_param`.
 */
export const RecordRule = z.strictObject({
  path: pattern,
  query: z.optional(z.record(z.string(), z.string())),
  id_param: z.optional(z.string()),
});

/**
 * A CRM as data (surfaces.md): where it is, which page is a customer's record, where the bar may sit and where the name stands.
 * Anchors and names are selectors in order of preference, hints only: without one the bar goes to a corner and the name is the
 * page's title. `matches` name whole origins, because content scripts run once per document and single-page apps change paths.
 */
export const Site = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9-]{1,60}$/)),
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  system: z.string().check(z.regex(/^[a-z0-9-]{1,60}$/)),
  matches: z.array(z.string().check(z.regex(MATCH))).check(z.minLength(1), z.maxLength(20)),
  records: z.array(RecordRule).check(z.minLength(1), z.maxLength(20)),
  ids: z.enum(['salesforce', 'guid', 'as-is']),
  anchors: selectors,
  names: selectors,
  name_pattern: z.optional(pattern),
});
export type Site = z.infer<typeof Site>;

/** The sites every installation knows. Throws at start when the file is wrong, so that a bad one cannot ship. */
export const BUILT_IN_SITES: readonly Site[] = z.array(Site).parse(builtIn);

import { z } from 'zod';
import { oneLine, text } from './core/text.js';
import { crmPattern } from './crm-pattern.js';

const SLUG = /^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/;
const slug = text(60)
  .regex(SLUG, 'is made of lower-case letters, digits and hyphens')
  .meta({ examples: ['partner-portal'] });
/** A word of the organisation's own, or of ours where the site is built in: the same id means the same site everywhere. */
export const crmSiteId = slug;
/** Whole origins only, because content scripts run once per document; `*.` stands for subdomains of at least two labels. */
const MATCH = /^https:\/\/(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+\/\*$/;
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost)\/\*$/;

/** Braces, a comma at an end or an open quote or bracket: what a browser would refuse is refused here. */
const isSelector = (value: string): boolean => {
  const rest = value.replace(/\\./g, '').replace(/"[^"]*"|'[^']*'/g, '""');
  if (/[{}<;@]|["']$|^\s*,|,\s*$/.test(rest.replaceAll('""', '')) || (rest.match(/["']/g) ?? []).length % 2)
    return false;
  return [
    ['(', ')'],
    ['[', ']'],
  ].every(([open = '', close = '']) => rest.split(open).length === rest.split(close).length);
};
const selectors = z
  .array(text(300).min(1).refine(isSelector, 'is not a CSS selector'))
  .max(20)
  .meta({ examples: [['main h1']] });

const hasGroup = (value: string, name: string): boolean => value.includes(`(?<${name}>`);

/**
 * How the customer's record is read from an address: `path` is tried on path and fragment; `query` values must stand in the
 * query, in any order; the id is the group `id` of the path, or the query parameter `id_param`.
 */
export const CrmRecordRule = z
  .strictObject({
    path: crmPattern,
    query: z.record(text(60), text(200)).optional(),
    id_param: text(60).min(1).optional(),
    /** `path` (and `id_param`) are tried on the address in this query parameter instead: a console names the tab's record there. */
    address_param: text(60).min(1).optional(),
    /** Where the ids of these records could be the same as those of the site's customers: the name their links are kept under. */
    system: slug.optional(),
  })
  .refine(({ path, id_param: param }) => param !== undefined || hasGroup(path, 'id'), {
    path: ['path'],
    message: 'needs a group (?<id>…), or id_param',
  });

/**
 * A CRM as data (surfaces.md): where it is, which page is a customer's record, where the bar may sit and where the name stands.
 * Selectors are hints in order of preference: without an anchor the bar goes to a corner, without a name the page's title counts.
 * No script, no address to fetch: what an admin writes here can place a bar and read a name, and nothing else.
 */
export const CrmSite = z
  .strictObject({
    id: crmSiteId,
    name: oneLine(60),
    /** Under which name links to its records are kept with customers. */
    system: slug,
    matches: z
      .array(text(300).refine((value) => MATCH.test(value) || LOOPBACK.test(value), 'is like "https://crm.example/*"'))
      .min(1)
      .max(20),
    records: z.array(CrmRecordRule).min(1).max(20),
    ids: z.enum(['salesforce', 'guid', 'as-is']),
    anchors: selectors,
    names: selectors,
    /** Takes the name, group `name`, out of a longer text. */
    name_pattern: crmPattern.refine((value) => hasGroup(value, 'name'), 'needs a group (?<name>…)').optional(),
    /** Pages that keep several records in the document: anchors and names are looked for inside the visible one of these. */
    within: selectors.optional(),
    /** A record beside the page without a change of address: in a visible one of these, the first link to a record counts. */
    side_panels: selectors.optional(),
    /** Where a record opens, "{id}" standing for its id; for links beside customers. */
    record_url: text(500)
      .regex(/^https:\/\/[^\s{}]+\{id\}[^\s{}]*$/, 'is like "https://crm.example/accounts/{id}"')
      .optional(),
  })
  .meta({
    id: 'CrmSite',
    examples: [
      {
        id: 'partner-portal',
        name: 'Partner portal',
        system: 'partner-portal',
        matches: ['https://partners.example/*'],
        records: [{ path: '^/account/(?<id>[^/]+)' }],
        ids: 'as-is',
        anchors: ['main header'],
        names: ['main h1'],
        record_url: 'https://partners.example/account/{id}',
      },
    ],
  });
export type CrmSite = z.infer<typeof CrmSite>;
export type CrmRecordRule = z.infer<typeof CrmRecordRule>;

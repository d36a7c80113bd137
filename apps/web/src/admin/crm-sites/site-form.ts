import { CrmSite } from '@understudy/contracts';
import type { FieldWords } from '../../editing/changed-meanwhile.js';

/** What is edited here; everything else of a site is kept as it is. Lists stand one a line. */
export interface SiteForm {
  readonly name: string;
  readonly matches: string;
  readonly paths: readonly { readonly path: string; readonly id_param: string }[];
  readonly ids: CrmSite['ids'];
  readonly names: string;
  readonly anchors: string;
  readonly record_url: string;
}

export const toSiteForm = (site: CrmSite): SiteForm => ({
  name: site.name,
  matches: site.matches.join('\n'),
  paths: site.records.map(({ path, id_param: param }) => ({ path, id_param: param ?? '' })),
  ids: site.ids,
  names: site.names.join('\n'),
  anchors: site.anchors.join('\n'),
  record_url: site.record_url ?? '',
});

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The site with what is edited in it. */
export function withForm(site: CrmSite, form: SiteForm): CrmSite {
  const { record_url: _url, ...rest } = site;
  return {
    ...rest,
    name: form.name.trim(),
    matches: lines(form.matches),
    records: form.paths.map(({ path, id_param: param }, index) => {
      const { id_param: _param, ...before } = site.records[index] ?? { path };
      return { ...before, path, ...(param.trim() ? { id_param: param.trim() } : {}) };
    }),
    ids: form.ids,
    names: lines(form.names),
    anchors: lines(form.anchors),
    ...(form.record_url.trim() ? { record_url: form.record_url.trim() } : {}),
  };
}

/** What the API would refuse, by the form's field ("paths.0"). */
export function siteErrors(site: CrmSite): Readonly<Record<string, string>> {
  const found = CrmSite.safeParse(site);
  if (found.success) return {};
  return Object.fromEntries(
    found.error.issues.map(({ path: [field, index], message }) => [
      field === 'records' ? `paths.${String(index)}` : String(field),
      field === 'records' || typeof index !== 'number' ? message : `Line ${index + 1} ${message}`,
    ]),
  );
}

export const SITE_FIELDS: FieldWords<SiteForm> = {
  name: { label: 'Name', words: (text) => text },
  matches: { label: 'Where', words: (text) => lines(text).join(', ') },
  paths: { label: 'Records', words: (all) => all.map(({ path }) => path).join(', ') },
  ids: { label: 'Ids', words: (text) => text },
  names: { label: 'Names', words: (text) => lines(text).join(', ') },
  anchors: { label: 'Places of the bar', words: (text) => lines(text).join(', ') },
  record_url: { label: 'Where a record opens', words: (text) => text },
};

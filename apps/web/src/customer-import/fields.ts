/** The columns that the API takes (ImportCustomers), in the words of this page. */
export const FIELDS = [
  {
    key: 'name',
    label: 'Name',
    also: ['customer', 'account', 'accountname', 'company', 'customername', 'firma', 'kunde'],
  },
  { key: 'domains', label: 'Mail domains', also: ['domain', 'website', 'url', 'emaildomain', 'maildomain', 'web'] },
  {
    key: 'crm_record_id',
    label: 'Record id in the CRM',
    also: ['crmid', 'recordid', 'accountid', 'id', 'salesforceid', 'hubspotid', 'crmrecordid'],
  },
  { key: 'crm_system', label: 'Which CRM', also: ['crm', 'system', 'source'] },
  {
    key: 'csm_email',
    label: 'E-mail of the CSM',
    also: ['csm', 'owner', 'owneremail', 'csmowner', 'accountowner', 'csmmail'],
  },
  { key: 'arr', label: 'ARR in euro', also: ['revenue', 'annualrevenue', 'contractvalue', 'acv', 'arreur', 'arreuro'] },
  { key: 'health_score', label: 'Health, 0 to 100', also: ['health', 'score', 'healthindex'] },
  { key: 'stage', label: 'Stage', also: ['lifecycle', 'lifecyclestage', 'phase', 'status'] },
  { key: 'segment', label: 'Segment', also: ['tier', 'size', 'customersegment'] },
  { key: 'industry', label: 'Industry', also: ['branche', 'sector', 'vertical'] },
  { key: 'renewal_on', label: 'Day of renewal', also: ['renewal', 'renewaldate', 'contractend', 'enddate', 'expires'] },
  { key: 'language', label: 'Language', also: ['lang', 'locale', 'sprache'] },
  { key: 'needs', label: 'Needs', also: ['skills', 'requirements', 'products'] },
  { key: 'special_handling', label: 'Special handling', also: ['handling', 'attention', 'instructions'] },
  {
    key: 'owner_notes',
    label: 'Note for whoever stands in',
    also: ['notes', 'note', 'comment', 'comments', 'ownernote'],
  },
] as const;

export type FieldKey = (typeof FIELDS)[number]['key'];
export const labelOf = (key: string): string => FIELDS.find((field) => field.key === key)?.label ?? key;
export const isField = (text: string): text is FieldKey => FIELDS.some(({ key }) => key === text);

/** Which field each column of the file is; null is left out. In the order of the columns. */
export type Mapping = readonly (FieldKey | null)[];

const bare = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]/g, '');

/** A guess from the names in the head, then from what stands in the cells; every field at most once. */
export function guessMapping(heads: readonly string[], samples: readonly (readonly string[])[]): Mapping {
  const taken = new Set<FieldKey>();
  const claim = (key: FieldKey | undefined): FieldKey | null => {
    if (!key || taken.has(key)) return null;
    taken.add(key);
    return key;
  };
  const exact = heads.map((head) => claim(FIELDS.find(({ key }) => bare(key) === bare(head))?.key));
  const named = heads.map(
    (head, index) => exact[index] ?? claim(FIELDS.find(({ also }) => also.some((word) => word === bare(head)))?.key),
  );
  return named.map((key, index) => key ?? claim(byContent(samples.map((row) => row[index] ?? ''))));
}

const PATTERNS: readonly (readonly [FieldKey, RegExp])[] = [
  ['csm_email', /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i],
  ['domains', /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}\/?$/i],
  ['renewal_on', /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})$/],
];

/** What nearly every filled cell looks like. */
function byContent(cells: readonly string[]): FieldKey | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length < 2) return undefined;
  return PATTERNS.find(([, pattern]) => filled.filter((cell) => pattern.test(cell)).length >= filled.length * 0.9)?.[0];
}

/** Why this mapping cannot be previewed yet; null when it can. */
export function wrongMapping(mapping: Mapping, crmSystem: string): string | null {
  const has = (key: FieldKey): boolean => mapping.includes(key);
  if (!has('domains') && !has('crm_record_id'))
    return 'Say which column has the mail domains, or the record id in the CRM: by them a customer is found again.';
  if (has('crm_record_id') && !has('crm_system') && !crmSystem.trim()) return 'Say which CRM the record ids are of.';
  return null;
}

import { checkDraft, fieldErrors } from './check-draft.js';
import { draftKey, inputOf, underKey, type Draft } from './draft.js';
import { wordsOf } from '../testing/words.js';

const say = wordsOf('en');
const draft: Draft = {
  severity: 'P2',
  category: 'Billing',
  title: 'Invoices',
  description: 'None came.',
  expected: '',
  files: [],
  sent: null,
};
const page = { url: 'https://crm.example/1', title: 'Corvane Bank | Account', name: 'Corvane Bank' };
const record = { system: 'salesforce', recordId: '001A00000012345AAA' };
const customer = { id: 'c1', name: 'Corvane Bank', who: '', tone: 'here', initials: '' } as const;

test('P0 and P1 need an expected resolution, P2 and P3 do not', () => {
  const asked = (['P0', 'P1', 'P2', 'P3'] as const).filter(
    (severity) => checkDraft({ ...draft, severity }, say).expected,
  );
  expect(asked).toEqual(['P0', 'P1']);
  expect(checkDraft({ ...draft, severity: 'P0', expected: 'Sent again' }, say)).toEqual({});
});

test('everything that is missing is said at once; blanks are nothing', () => {
  const errors = checkDraft({ ...draft, category: '', title: '  ', description: '\n' }, say);
  expect(Object.keys(errors)).toEqual(['category', 'title', 'description']);
});

test('a title of 500 letters is fine, of 501 it says so', () => {
  expect(checkDraft({ ...draft, title: 'x'.repeat(500) }, say)).toEqual({});
  expect(checkDraft({ ...draft, title: 'x'.repeat(501) }, say).title).toBe('At most 500 letters; these are 501.');
});

test('the same text goes under the same key, other text under a new one', () => {
  let made = 0;
  const newKey = (): string => `key-${++made}`;
  const first = underKey(draft, inputOf(draft, 'c1', { record, customer: null, page }), newKey);
  const again = underKey(first, inputOf(first, 'c1', { record, customer: null, page }), newKey);
  const changed = { ...again, title: 'Invoices missing' };
  const other = underKey(changed, inputOf(changed, 'c1', { record, customer: null, page }), newKey);
  expect([first, again, other].map(({ sent }) => sent.key)).toEqual(['key-1', 'key-1', 'key-2']);
});

test('the page goes along as source, an empty expectation does not', () => {
  expect(inputOf(draft, 'c1', { record, customer: null, page })).toEqual({
    customer_id: 'c1',
    category: 'Billing',
    severity: 'P2',
    title: 'Invoices',
    description: 'None came.',
    metadata: { page_title: 'Corvane Bank | Account' },
    source: { surface: 'extension', url: 'https://crm.example/1' },
  });
});

test('what is typed belongs to the record, else the customer, else the page', () => {
  expect(draftKey({ record, customer, page })).toBe('draft:salesforce:001A00000012345AAA');
  expect(draftKey({ record: null, customer, page })).toBe('draft:c1');
  expect(draftKey({ record: null, customer: null, page })).toBe('draft:https://crm.example/1');
});

test('errors of the server stand beside their fields, unless one is about something else', () => {
  expect(fieldErrors([{ path: 'expected_resolution', message: 'too long' }])).toEqual({ expected: 'too long' });
  expect(fieldErrors([{ path: 'body.title', message: 'empty' }])).toEqual({ title: 'empty' });
  expect(fieldErrors([{ path: 'metadata', message: 'no' }])).toBeNull();
  expect(fieldErrors([])).toBeNull();
});

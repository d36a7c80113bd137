import { parseCsv, type CsvRecord } from '../csv/csv.js';
import { planChunks } from './chunks.js';
import { guessMapping, wrongMapping, type FieldKey } from './fields.js';
import { tidy, tidyDay, tidyNumber } from './tidy.js';
import { reasonsOf, wrongRowsFile } from './wrong-rows.js';

test('columns are guessed by the names of the API, by other names people use, then by what stands in them', () => {
  const samples = [
    ['Acme', 'acme.example', 'ana@harbor.example', '2027-01-31', 'blue'],
    ['Beta', 'beta.example', 'ben@harbor.example', '2027-02-28', 'red'],
  ];
  expect(guessMapping(['Account Name', 'x', 'y', 'z', 'colour'], samples)).toEqual([
    'name',
    'domains',
    'csm_email',
    'renewal_on',
    null,
  ]);
  expect(guessMapping(['name', 'Customer', 'ARR', 'Health Score'], [])).toEqual(['name', null, 'arr', 'health_score']);
});

test('without domains or a record id nobody is found again', () => {
  const columns: FieldKey[] = ['name', 'arr'];
  expect(wrongMapping(columns, '')).toMatch(/mail domains/);
  expect(wrongMapping([...columns, 'crm_record_id'], ' ')).toMatch(/which CRM/);
  expect(wrongMapping([...columns, 'crm_record_id'], 'salesforce')).toBeNull();
  expect(wrongMapping([...columns, 'domains'], '')).toBeNull();
});

test.each([
  ['€412,000.00', '412000'],
  ['412.000,00 EUR', '412000'],
  ['412 000', '412000'],
  ['412.000', '412000'],
  ['1,234,567', '1234567'],
  ['1.5', '1.5'],
  ['1234,56', '1234.56'],
  ['12000', '12000'],
  ['a lot', 'a lot'],
  ['-5', '-5'],
])('the amount %j is %j', (text, amount) => expect(tidyNumber(text)).toBe(amount));

test.each([
  ['2027-01-31', '2027-01-31'],
  ['31.1.2027', '2027-01-31'],
  ['31/01/2027', '2027-01-31'],
  ['01/31/2027', '2027-01-31'],
  ['03/04/2027', '03/04/2027'],
  ['31.02.2027', '31.02.2027'],
  ['2027-01-31T00:00:00Z', '2027-01-31'],
  ['soon', 'soon'],
])('the day %j is %j', (text, day) => expect(tidyDay(text)).toBe(day));

test('addresses of web pages are domains, and "Ana <ana@x>" is an address', () => {
  expect(tidy('domains', 'https://www.Acme.example/de, acme.test')).toBe('acme.example;acme.test');
  expect(tidy('csm_email', 'Ana Duarte <ana@harbor.example>')).toBe('ana@harbor.example');
});

const records = (text: string): CsvRecord[] => parseCsv(text, ',').slice(1);

test('what the API answers about a line of a part leads back to the line of the file', () => {
  const file = 'name,domains,notes\nA,a.example,"one\ntwo"\n\nB,b.example,\n';
  const { chunks, left } = planChunks(records(file), ['name', 'domains', 'owner_notes'], '');
  expect(left).toEqual([]);
  expect(chunks).toHaveLength(1);
  const [chunk] = chunks;
  expect(chunk?.lines).toEqual({ 2: 2, 4: 5 });
  expect(parseCsv(chunk?.content ?? '', ',').map(({ line, cells }) => [line, cells[0]])).toEqual([
    [1, 'name'],
    [2, 'A'],
    [4, 'B'],
  ]);
});

test('ten thousand rows are sent in parts, each with its head, and none is lost', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => ({ line: n + 2, cells: [`C ${n}`, `c${n}.example`] }));
  const { chunks } = planChunks(many, ['name', 'domains'], '');
  expect(chunks.every(({ rows, content }) => rows <= 2000 && content.length <= 1_000_000)).toBe(true);
  expect(chunks.reduce((sum, { rows }) => sum + rows, 0)).toBe(10_000);
  expect(chunks.flatMap(({ lines }) => Object.values(lines))).toEqual(many.map(({ line }) => line));
});

test('the same customer twice in one file is sent once, wherever the second stands', () => {
  const { chunks, left } = planChunks(
    records('name,id\nA,1\nB,2\nA again,1\n'),
    ['name', 'crm_record_id'],
    'salesforce',
  );
  expect(left).toEqual([
    { line: 4, name: 'A again', errors: [{ path: 'domains', message: 'line 2 is the same customer' }] },
  ]);
  expect(chunks[0]?.content).toBe('name,crm_record_id,crm_system\r\nA,1,salesforce\r\nB,2,salesforce\r\n');
});

test('the rows to mend are those of the file, with line and reason behind', () => {
  const errors = [
    { path: 'renewal_on', message: 'Invalid ISO date' },
    { path: '', message: 'this customer is not yours to change' },
  ];
  expect(reasonsOf({ errors })).toBe(
    'Day of renewal: must be a day such as 2027-01-31; this customer is not yours to change',
  );
  const [head, rows] = [['Name', 'Until'], records('Name,Until\nA,soon\nB,\n')];
  const outcomes = [
    { line: 2, name: 'A', outcome: 'failed' as const, customerId: null, errors: errors.slice(1) },
    { line: 3, name: 'B', outcome: 'created' as const, customerId: 'b', errors: [] },
  ];
  expect(wrongRowsFile(head, rows, outcomes)).toBe(
    '\uFEFFName,Until,Line of the file,What is wrong\r\nA,soon,2,this customer is not yours to change\r\n',
  );
});

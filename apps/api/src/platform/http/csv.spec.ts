import fc from 'fast-check';
import { parseCsv } from '../../modules/customers/csv.js';
import { csvLine } from './csv.js';

test.each([
  ['=HYPERLINK("http://evil.example")', '"\'=HYPERLINK(""http://evil.example"")"'],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', '"\'\t=1"'],
  ['\r=1', '"\'\r=1"'],
  ['  =1', "'  =1"],
  ['＝1', "'＝1"],
  ['a=1', 'a=1'],
  ['5 - 3', '5 - 3'],
])('%j is written as %j', (text, written) => {
  expect(csvLine([text])).toBe(`${written}\r\n`);
});

test('numbers stay numbers, nothing is empty', () => {
  expect(csvLine([-12.5, null, true, ''])).toBe('-12.5,,true,\r\n');
});

test('whatever the text is, a reader gets it back, with an apostrophe where a spreadsheet would calculate', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (cells) => {
      const [record] = parseCsv(`head\r\n${csvLine([...cells, 'end'])}`).slice(1);
      expect(record?.cells.slice(0, -1).map((cell, at) => (cell === cells[at] ? cell : cell.slice(1)))).toEqual(cells);
      for (const cell of record?.cells ?? []) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});

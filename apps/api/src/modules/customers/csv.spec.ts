import fc from 'fast-check';
import { parseCsv, UnreadableCsv } from './csv.js';

const cellsOf = (text: string) => parseCsv(text).map(({ cells }) => cells);

test.each([
  [
    'commas',
    'name,arr\nCorvane,12',
    [
      ['name', 'arr'],
      ['Corvane', '12'],
    ],
  ],
  [
    'semicolons',
    'name;arr\r\nCorvane;12\r\n',
    [
      ['name', 'arr'],
      ['Corvane', '12'],
    ],
  ],
  [
    'tabs',
    'name\tarr\nCorvane\t12',
    [
      ['name', 'arr'],
      ['Corvane', '12'],
    ],
  ],
  ['a byte order mark', '\uFEFFname\nCorvane', [['name'], ['Corvane']]],
  [
    'separators and breaks in quotes',
    'name,note\n"A, B","one\ntwo"',
    [
      ['name', 'note'],
      ['A, B', 'one\ntwo'],
    ],
  ],
  ['doubled quotes', 'name\n"The ""Best"" Ltd"', [['name'], ['The "Best" Ltd']]],
  [
    'empty cells',
    'a,b,c\n,,1',
    [
      ['a', 'b', 'c'],
      ['', '', '1'],
    ],
  ],
  ['empty lines', 'a\n\n1\n\n', [['a'], ['1']]],
  ['nothing', '', []],
])('reads %s', (_what, text, cells) => {
  expect(cellsOf(text)).toEqual(cells);
});

test('says where each record begins, also after a cell of several lines', () => {
  expect(parseCsv('a,b\n"x\ny",1\nz,2').map(({ line }) => line)).toEqual([1, 2, 4]);
});

test.each(['a\n"never closed', 'a\nhalf"way', 'a\n"closed"again'])('refuses %j', (text) => {
  expect(() => parseCsv(text)).toThrow(UnreadableCsv);
});

test('whatever is written as CSV comes back as it was', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', ';', '"', '\n', '\r', ' ', 'é', '=') });
  const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
  const write = (rows: readonly (readonly string[])[]) =>
    [['first', 'second'], ...rows]
      .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
      .join('\r\n');
  fc.assert(
    fc.property(table, (rows) => {
      const kept = rows.filter((row) => row.some((one) => one !== ''));
      expect(cellsOf(write(rows)).slice(1)).toEqual(kept);
    }),
  );
});

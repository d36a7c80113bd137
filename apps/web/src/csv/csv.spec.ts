import { decode, guessDelimiter, parseCsv, toCsv, toSheetCsv, UnreadableFile } from './csv.js';

const bytes = (...values: number[]) => Uint8Array.from(values);

test('what a file was written in is found from its bytes', () => {
  expect(decode(new TextEncoder().encode('Zoë'))).toEqual({ text: 'Zoë', encoding: 'UTF-8' });
  expect(decode(bytes(0x5a, 0x6f, 0xeb))).toEqual({ text: 'Zoë', encoding: 'Windows-1252' });
  expect(decode(bytes(0xff, 0xfe, 0x5a, 0x00))).toEqual({ text: 'Z', encoding: 'UTF-16' });
});

test('a spreadsheet and a picture are refused with what to do', () => {
  expect(() => decode(bytes(0x50, 0x4b, 3, 4))).toThrow(/Save it as CSV/);
  expect(() => decode(bytes(0x89, 0x50, 0, 1))).toThrow(UnreadableFile);
});

test.each([
  ['name,domains', ','],
  ['name;"a,b,c";domains', ';'],
  ['name\tdomains', '\t'],
  ['name|domains', '|'],
  ['name', ','],
])('%j is separated by %j', (head, delimiter) => expect(guessDelimiter(head)).toBe(delimiter));

test('quotes, line breaks in cells and empty lines are read, and lines are counted as the file has them', () => {
  expect(parseCsv('\uFEFFname,notes\r\nAcme,"two\r\nlines, ""quoted"""\r\n\r\nBeta,\r\n', ',')).toEqual([
    { line: 1, cells: ['name', 'notes'] },
    { line: 2, cells: ['Acme', 'two\nlines, "quoted"'] },
    { line: 5, cells: ['Beta', ''] },
  ]);
});

test('a quote that never closes names the line it began on', () => {
  expect(() => parseCsv('name\nA\n"B\nC\n', ',')).toThrow(/line 3/);
});

test('what is written is read back, and a spreadsheet runs none of it', () => {
  const rows = [
    ['name', 'notes'],
    ['A, "B"', 'x\ny'],
  ];
  expect(parseCsv(toCsv(rows), ',').map(({ cells }) => cells)).toEqual(rows);
  expect(toSheetCsv([['=1+1', '-5', 'fine']])).toBe("\uFEFF'=1+1,'-5,fine\r\n");
});

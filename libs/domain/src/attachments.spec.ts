import fc from 'fast-check';
import { attachmentEnding, cleanFileName } from './attachments.js';

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd.txt', 'passwd.txt'],
  ['..\\..\\windows\\win.txt', 'win.txt'],
  ['/absolute/path.csv', 'path.csv'],
  ['C:\\Users\\ana\\screen.png', 'screen.png'],
  ['a\0b.txt', 'ab.txt'],
  ['line\r\nbreak.txt', 'linebreak.txt'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['zero\u200bwidth.txt', 'zerowidth.txt'],
  ['"quoted"; name.txt', 'quoted; name.txt'],
  ['...hidden.txt', 'hidden.txt'],
  ['trailing.txt. .', 'trailing.txt'],
  ['many   spaces\t.txt', 'many spaces.txt'],
  ['con.txt', '_con.txt'],
  ['Übersicht für März.xlsx', 'Übersicht für März.xlsx'],
  ['見積.pdf', '見積.pdf'],
  ['half \ud800.txt', 'half \ufffd.txt'],
])('the name %j is kept as %j', (sent, kept) => {
  expect(cleanFileName(sent)).toBe(kept);
});

test.each(['', '..', '/', '...', '\0', '\u202e', 'folder/', ' . '])('%j is no name', (sent) => {
  expect(cleanFileName(sent)).toBeNull();
});

test('a long name keeps its ending', () => {
  const kept = cleanFileName(`${'long '.repeat(100)}.pdf`);
  expect(kept?.length).toBeLessThanOrEqual(150);
  expect(kept).toMatch(/\.pdf$/);
  expect(cleanFileName(`${'😀'.repeat(200)}.pdf`)?.isWellFormed()).toBe(true);
});

test('a cleaned name is clean: one segment, nothing hidden, unchanged when cleaned again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sent) => {
      const name = cleanFileName(sent);
      if (name === null) return;
      expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
      expect(name).not.toMatch(/^\.|\.$/);
      expect(name.isWellFormed()).toBe(true);
      expect(cleanFileName(name)).toBe(name);
    }),
  );
});

test.each([
  ['a.PNG', 'png'],
  ['a.tar.txt', 'txt'],
  ['a.pdf.exe', null],
  ['a.svg', null],
  ['a.html', null],
  ['a.docm', null],
  ['a.zip', null],
  ['noending', null],
  ['a.constructor', null],
  ['a.__proto__', null],
])('the ending of %s is %s', (name, ending) => {
  expect(attachmentEnding(name)).toBe(ending);
});

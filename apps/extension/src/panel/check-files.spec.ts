import { wordsOf } from '../testing/words.js';
import { ACCEPTED, checkFile, sizeWords } from './check-files.js';

const say = wordsOf('en');

test.each([
  ['report.pdf', 1, 0, null],
  ['REPORT.PDF', 25_000_000, 49, null],
  ['report.pdf', 25_000_001, 0, 'report.pdf is larger than 25 MB.'],
  ['report.pdf', 0, 0, 'report.pdf is empty.'],
  ['page.html', 1, 0, 'page.html cannot be attached. Pictures, PDF, office files and text can.'],
  ['archive.pdf.zip', 1, 0, 'archive.pdf.zip cannot be attached. Pictures, PDF, office files and text can.'],
  ['noending', 1, 0, 'noending cannot be attached. Pictures, PDF, office files and text can.'],
  ['report.pdf', 1, 50, 'At most 50 files.'],
])('%s of %d bytes beside %d others', (name, size, already, words) => {
  expect(checkFile({ name, size }, already, say)).toBe(words);
});

test('the dialog offers what the server takes', () =>
  expect(ACCEPTED.split(',')).toEqual(expect.arrayContaining(['.png', '.pdf', '.eml'])));

test.each([
  [1, '1 KB'],
  [240_400, '240 KB'],
  [999_499, '999 KB'],
  [1_200_000, '1.2 MB'],
])('%d bytes are %s', (bytes, words) => expect(sizeWords(bytes, say)).toBe(words));

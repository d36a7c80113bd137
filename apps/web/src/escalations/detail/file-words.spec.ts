import { formatSize, isPicture, refusalOf } from './file-words.js';

test.each([
  [640, '640 B'],
  [212_400, '212 KB'],
  [999_600, '1 MB'],
  [1_440_000, '1.4 MB'],
])('%d bytes are %s', (bytes, words) => {
  expect(formatSize(bytes)).toBe(words);
});

test.each([
  [{ name: 'trace.json', size: 10 }, null],
  [{ name: 'Bild.PNG', size: 10 }, null],
  [{ name: 'a.exe', size: 10 }, /\.exe cannot be attached/],
  [{ name: 'README', size: 10 }, /ending in nothing/],
  [{ name: 'a.pdf', size: 0 }, /empty/],
  [{ name: 'a.pdf', size: 26_214_401 }, /25 MB is the most/],
])('%j', (file, words) => {
  const refusal = refusalOf(file);
  if (words === null) expect(refusal).toBeNull();
  else expect(refusal).toMatch(words);
});

test('only small pictures are shown', () => {
  expect(isPicture({ content_type: 'image/png', size_bytes: 10 })).toBe(true);
  expect(isPicture({ content_type: 'image/svg+xml', size_bytes: 10 })).toBe(false);
  expect(isPicture({ content_type: 'image/png', size_bytes: 9_000_000 })).toBe(false);
});

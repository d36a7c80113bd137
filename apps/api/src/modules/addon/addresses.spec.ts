import { addressesIn } from './addresses.js';

test('the sender is the first address of From, the others are everybody else, once', () => {
  expect(
    addressesIn({
      from: '"Vogt, Lena" <Lena@Corvane.example>',
      to: 'ana@harbor.example, "Ben (work)" <ben@harbor.example>; lena@corvane.example',
      cc: 'BEN@harbor.example',
    }),
  ).toEqual({ sender: ['lena@corvane.example'], others: ['ana@harbor.example', 'ben@harbor.example'] });
});

test.each([
  ['a header without an address', 'undisclosed-recipients:;', []],
  ['an address without a dot', 'root@localhost', []],
  ['an empty header', '', []],
  ['brackets that do not close', '<lena@corvane.example', ['lena@corvane.example']],
])('%s', (_, from, sender) => {
  expect(addressesIn({ from, to: '' })).toEqual({ sender, others: [] });
});

test('a list of thousands is cut at fifty', () => {
  const to = Array.from({ length: 3000 }, (_, n) => `p${n}@corvane.example`).join(', ');
  expect(addressesIn({ from: '', to }).others).toHaveLength(50);
});

test.each([
  ['only at signs', '@'.repeat(20_000)],
  ['one endless word', 'a'.repeat(20_000)],
  ['endless dots', `a@${'.'.repeat(19_000)}`],
  ['endless labels', `a@${'b.'.repeat(9_000)}`],
])('a hostile header is read at once: %s', (_, from) => {
  expect(addressesIn({ from: `"x" <${from}>`, to: from, cc: from }).sender).toEqual([]);
});

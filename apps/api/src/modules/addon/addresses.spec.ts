import { addressesIn, senderOf } from './addresses.js';

test('the sender is the address of From, the others are everybody else, once', () => {
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

test.each([
  ['Jo Quill <Jo@Quillgate.example>', 'Jo Quill'],
  ['"Quill, Jo" <jo@quillgate.example>', 'Quill, Jo'],
  ['"Jo \\"JQ\\" Quill" (work) <jo@quillgate.example>', 'Jo JQ Quill (work)'],
  ['株式会社クイルゲート 佐藤 <jo@quillgate.example>', '株式会社クイルゲート 佐藤'],
  ['Jo\u202e\r\n  Quill <jo@quillgate.example>', 'Jo Quill'],
  ['jo@quillgate.example', 'jo'],
  ['<jo@quillgate.example>', 'jo'],
  ['"" <jo@quillgate.example>', 'jo'],
  ['jo@quillgate.example (<ceo@corvane.example>)', 'jo'],
  ['jo@quillgate.example (a (b) <ceo@corvane.example>)', 'jo'],
  ['Jo <jo@quillgate.example> (<ceo@corvane.example>)', 'Jo'],
  ['"a" (<ceo@corvane.example>) "b" <jo@quillgate.example>', 'jo'],
  ['Jo :( <jo@quillgate.example>', 'Jo :('],
  ['Jo "JQ <jo@quillgate.example>', 'Jo JQ'],
  ['"ceo@corvane.example" <jo@quillgate.example>', 'jo'],
  ['"Ceo <ceo@corvane.example>" <jo@quillgate.example>', 'jo'],
])('%j is called %j', (from, name) => {
  expect(senderOf(from)).toEqual({ address: 'jo@quillgate.example', name });
});

test('a name of any script is as long as a contact may be called', () => {
  expect(senderOf(`${'🚢'.repeat(300)} <jo@quillgate.example>`)?.name).toHaveLength(199);
});

test('nobody wrote where there is no address', () => {
  expect(senderOf('undisclosed-recipients:;')).toBeNull();
});

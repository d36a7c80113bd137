import { suggestionsOf } from './suggestions.js';

const hit = (name: string) => ({ id: 'c1', name, who: 'Ben covers', tone: 'covered', initials: 'BV' }) as const;

test('a name with signs of XML does not break the list', () => {
  expect(suggestionsOf([hit('Ä & "B" <Söhne> \u0001\'s')], 'https://us.example')).toEqual([
    {
      content: 'https://us.example/customers/c1',
      description: 'Ä &amp; &quot;B&quot; &lt;Söhne&gt; &apos;s <dim>Ben covers</dim>',
    },
  ]);
});

test('at most six: the address bar shows no more', () => {
  expect(
    suggestionsOf(
      Array.from({ length: 9 }, () => hit('x')),
      'https://us.example',
    ),
  ).toHaveLength(6);
});

import { EXAMPLES } from '@understudy/cards/examples';
import fc from 'fast-check';
import { dayInput, dayText, instantInput, instantText, startOf } from './form.js';
import { parseMarkup, type Piece } from './markup.js';

const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ('text' in piece ? piece.text : 'inside' in piece ? textOf(piece.inside) : '\n')).join('');

test.each([
  [
    'a <b>bold</b> word',
    [
      { kind: 'text', text: 'a ' },
      { kind: 'bold', inside: [{ kind: 'text', text: 'bold' }] },
      { kind: 'text', text: ' word' },
    ],
  ],
  [
    '<font color="#ca244d"><b>gap</b></font>',
    [{ kind: 'color', color: '#ca244d', inside: [{ kind: 'bold', inside: [{ kind: 'text', text: 'gap' }] }] }],
  ],
  ['one<br>two', [{ kind: 'text', text: 'one' }, { kind: 'break' }, { kind: 'text', text: 'two' }]],
  ['&lt;b&gt; &amp;amp;', [{ kind: 'text', text: '<b> &amp;' }]],
  [
    'see <a href="https://understudy.example/a?b=1&amp;c=2">the brief</a>',
    [
      { kind: 'text', text: 'see ' },
      {
        kind: 'link',
        url: 'https://understudy.example/a?b=1&c=2',
        inside: [{ kind: 'text', text: 'the brief' }],
      },
    ],
  ],
  ['<a href="javascript:alert(1)">x', [{ kind: 'text', text: '<a href="javascript:alert(1)">x' }]],
  ['<script>x</script>', [{ kind: 'text', text: '<script>x</script>' }]],
  ['<b>never closed', [{ kind: 'bold', inside: [{ kind: 'text', text: 'never closed' }] }]],
  ['</i>never opened', [{ kind: 'text', text: 'never opened' }]],
])('%s is read as Google reads it', (html, pieces) => {
  expect(parseMarkup(html)).toEqual(pieces);
});

test('text without signs of its own comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      expect(textOf(parseMarkup(`<b>${escaped}</b>`))).toBe(text);
    }),
  );
});

test('untouched fields are sent as the card has them, empty days are not', () => {
  const card = EXAMPLES['escalate-errors'];
  expect(card && startOf(card)).toEqual({
    severity: { values: ['P0'] },
    category: { values: ['Product'] },
    title: { values: ['All tablets ask for sign-in'] },
    description: { values: ['Since 9 this morning.'] },
    expected_resolution: { values: [''] },
    target_resolution_date: { day_ms: Date.UTC(2026, 6, 9) },
  });
  expect(dayInput('')).toBeNull();
  expect(dayText(dayInput('2026-07-09') ?? undefined)).toBe('2026-07-09');
});

test('a time is shown and sent in the zone of the card', () => {
  const picked = instantInput('2026-07-09T18:00', 120);
  expect(picked).toEqual({ instant_ms: Date.UTC(2026, 6, 9, 16) });
  expect(instantText(picked ?? undefined, 120)).toBe('2026-07-09T18:00');
  expect(instantText(picked ?? undefined, -60)).toBe('2026-07-09T15:00');
  expect(instantInput('', 120)).toBeNull();
  expect(instantText(undefined, 120)).toBe('');
});

import { parseMrkdwn, withEmoji } from './mrkdwn.js';

test.each([
  ['plain words', [{ kind: 'text', text: 'plain words' }]],
  [
    '*Acme* is down',
    [
      { kind: 'bold', inside: [{ kind: 'text', text: 'Acme' }] },
      { kind: 'text', text: ' is down' },
    ],
  ],
  ['_now_', [{ kind: 'italic', inside: [{ kind: 'text', text: 'now' }] }]],
  ['~old~', [{ kind: 'strike', inside: [{ kind: 'text', text: 'old' }] }]],
  ['2*3*4 and snake_case_name', [{ kind: 'text', text: '2*3*4 and snake_case_name' }]],
  ['`*raw*`', [{ kind: 'code', text: '*raw*' }]],
  ['<https://a.example/?b=1&amp;c=2|Open>', [{ kind: 'link', url: 'https://a.example/?b=1&c=2', text: 'Open' }]],
  ['<https://a.example>', [{ kind: 'link', url: 'https://a.example', text: 'https://a.example' }]],
  [
    '<@U1> in <#C1|acme>',
    [
      { kind: 'person', id: 'U1', text: '' },
      { kind: 'text', text: ' in ' },
      { kind: 'channel', id: 'C1', text: 'acme' },
    ],
  ],
  [
    'See https://a.example/b?c=1.',
    [
      { kind: 'text', text: 'See ' },
      { kind: 'link', url: 'https://a.example/b?c=1', text: 'https://a.example/b?c=1' },
      { kind: 'text', text: '.' },
    ],
  ],
  [
    'until <!date^1795910400^{date_short_pretty} {time}|2026-11-29T00:00Z>',
    [
      { kind: 'text', text: 'until ' },
      { kind: 'moment', at: '2026-11-29T00:00:00.000Z' },
    ],
  ],
  ['<!date^soon^{date}|2026-11-29>', [{ kind: 'text', text: '2026-11-29' }]],
  ['<!here>', [{ kind: 'text', text: '@here' }]],
  ['&lt;b&gt; &amp; co', [{ kind: 'text', text: '<b> & co' }]],
  [
    '*<https://a.example|Acme>*',
    [{ kind: 'bold', inside: [{ kind: 'link', url: 'https://a.example', text: 'Acme' }] }],
  ],
])('%j reads as Slack shows it', (source, pieces) => {
  expect(parseMrkdwn(source)).toEqual(pieces);
});

test('a link that would run a script is text', () => {
  expect(parseMrkdwn('<javascript:alert(1)|click>')).toEqual([{ kind: 'text', text: '<javascript:alert(1)|click>' }]);
});

test('emoji are drawn when they are known', () => {
  expect(withEmoji(':palm_tree: :nobody_knows:')).toBe('🌴 :nobody_knows:');
});

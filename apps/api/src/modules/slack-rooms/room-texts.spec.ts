import { fromSlackText, mentionedIds, roomText, topicText } from './room-texts.js';

const mentionOf = (id: string) => (id === 'U1' ? '@[Ana Lima](7b1e0000-0000-4000-8000-000000000001)' : null);

test.each([
  ['plain', 'plain'],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
  ['<@U1> and <@U2|max> and <@U3>', '@[Ana Lima](7b1e0000-0000-4000-8000-000000000001) and @max and @U3'],
  ['see <#C1|general> <!here> <!channel|channel>', 'see #general @here @channel'],
  [
    '<https://a.example/x?y=1&amp;z=2|the page> <https://b.example>',
    'the page (https://a.example/x?y=1&z=2) https://b.example',
  ],
  ['<mailto:a@b.example|a@b.example>', 'a@b.example (mailto:a@b.example)'],
  ['<!subteam^S1|@oncall> at <!date^1^{date}|6 Jul>', '@oncall at 6 Jul'],
])('%j reads %j', (text, expected) => {
  expect(fromSlackText(text, mentionOf)).toBe(expected);
});

test('whom a message mentions is found once each', () => {
  expect(mentionedIds('<@U1> <@U2|x> <@U1> @U3')).toEqual(['U1', 'U2']);
});

test('nothing in what people type becomes a mention, a link or markup', () => {
  const text = roomText('<!channel> <@U1> *bold* <https://evil.example|click> & so on', 'A <b>');
  expect(text).not.toMatch(/<[!@h]/);
  expect(text.startsWith('*A &lt;b&gt;:* ')).toBe(true);
  expect(text).not.toContain(' *bold* ');
});

test('long words are cut to what Slack shows, a topic to one line of 250', () => {
  expect([...roomText('🙂'.repeat(9_000))].length).toBeLessThanOrEqual(3_900);
  expect(topicText(`a\nb ${'x'.repeat(300)}`)).toMatch(/^a b x{245}…$/);
});

import { briefText, fromSlackText, mentionedIds, roomText, topicText } from './room-texts.js';

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

test('nothing in what people type becomes a mention or a link', () => {
  const text = roomText('<!channel> <@U1> *bold* <https://evil.example|click> & so on', 'A <b>');
  expect(text).not.toMatch(/<[!@h]/);
  expect(text.startsWith('*A &lt;b&gt;:* ')).toBe(true);
});

test('long words are cut to what Slack shows, a topic to one line of 250', () => {
  expect([...roomText('🙂'.repeat(9_000))].length).toBeLessThanOrEqual(3_900);
  expect(topicText(`a\nb ${'x'.repeat(300)}`)).toMatch(/^a b x{245}…$/);
});

test('a brief shows its due time in the zone of whoever reads it, and nothing else in it is markup', () => {
  const dueAt = Temporal.Instant.from('2026-11-22T19:25:00Z');
  const brief = briefText(
    {
      severity: 'P1',
      title: '<!channel> & Acme',
      customerName: 'Falcon',
      category: null,
      ownerName: null,
      secondOwnerName: 'Eva',
      dueAt,
      expectedResolution: null,
      description: 'Since 2026-11-22T10:00Z',
      link: 'https://understudy.example/escalations/1',
    },
    (text) => text.replaceAll('Acme', 'Falcon'),
  );
  expect(brief.split('\n')).toEqual([
    'P1 at Falcon: &lt;!channel&gt; &amp; Falcon',
    'Owner: nobody yet, then Eva',
    `To be resolved by <!date^${dueAt.epochMilliseconds / 1000}^{date_short_pretty} {time}|2026-11-22T19:25Z>`,
    '',
    'Since 2026-11-22T10:00Z',
    '',
    'https://understudy.example/escalations/1',
  ]);
});

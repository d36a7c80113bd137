import { responseTimes } from './conversations.js';

const says = (who: 'asks' | 'answers', minute: number) => ({
  fromRequester: who === 'asks',
  sentAt: Temporal.Instant.from('2026-07-06T09:00:00Z').add({ minutes: minute }),
});
const minutes = (...messages: ReturnType<typeof says>[]) =>
  responseTimes(messages).map(({ seconds }) => seconds && seconds / 60);

describe('response time is the time to the first reply in the conversation', () => {
  test('of every message that asks', () =>
    expect(
      minutes(says('asks', 0), says('asks', 4), says('answers', 10), says('answers', 11), says('asks', 20)),
    ).toEqual([10, 6, null]));
  test('whatever the order in which they are given', () =>
    expect(minutes(says('answers', 3), says('asks', 1))).toEqual([2]));
  test('what is said without a question answers nothing', () => expect(minutes(says('answers', 0))).toEqual([]));
});

import { asId, type UserId } from './ids.js';
import { meetingAdvice, type MeetingAdviceInput } from './meeting-advice.js';

const ana = asId<UserId>('00000000-0000-4000-8000-000000000001');
const ben = asId<UserId>('00000000-0000-4000-8000-000000000002');
const at = (text: string) => Temporal.Instant.from(text);
const given = (more: Partial<MeetingAdviceInput> = {}, meeting: Partial<MeetingAdviceInput['meeting']> = {}) =>
  meetingAdvice({
    meeting: { startsAt: at('2026-07-20T10:00Z'), organizerId: ana, isCustomerFacing: true, ...meeting },
    absentId: ana,
    window: { startsAt: at('2026-07-19T00:00Z'), endsAt: at('2026-07-25T00:00Z') },
    priority: 'low',
    priorityReasons: [],
    ...more,
  });
const ends = (text: string | null) => ({
  window: { startsAt: at('2026-07-19T00:00Z'), endsAt: text === null ? null : at(text) },
});

test.each([
  ['somebody else’s meeting takes place anyway', given({}, { organizerId: ben }), 'attend', 'organized-by-another'],
  ['nobody’s meeting is the customer’s own', given({}, { organizerId: null }), 'attend', 'organized-by-another'],
  [
    'without an owner nothing is anybody’s',
    given({ absentId: null }, { organizerId: null }),
    'attend',
    'organized-by-another',
  ],
  [
    'what is internal moves',
    given({ priority: 'high', priorityReasons: ['risk'] }, { isCustomerFacing: false }),
    'move',
    'internal',
  ],
  ['with the customer it can wait', given(), 'move', 'can-wait'],
  [
    'a medium customer can wait too',
    given({ priority: 'medium', priorityReasons: ['urgent-item'] }),
    'move',
    'can-wait',
  ],
  ['a risk cannot wait', given({ priority: 'high', priorityReasons: ['risk'] }), 'hand_over', 'risk'],
  ['a renewal cannot wait', given({ priority: 'high', priorityReasons: ['renewal'] }), 'hand_over', 'renewal'],
  [
    'an escalation is named first',
    given({ priority: 'high', priorityReasons: ['health', 'escalation'] }),
    'hand_over',
    'escalation',
  ],
  [
    'high because the owner says so',
    given({ priority: 'high', priorityReasons: ['override'] }),
    'hand_over',
    'priority',
  ],
  [
    'low because the owner says so, whatever the facts',
    given({ priority: 'low', priorityReasons: ['override', 'risk'] }),
    'move',
    'can-wait',
  ],
  ['back seven days later to the moment', given(ends('2026-07-27T10:00Z')), 'move', 'can-wait'],
  ['back a moment later than that', given(ends('2026-07-27T10:00:00.001Z')), 'hand_over', 'back-too-late'],
  ['nobody knows when they are back', given(ends(null)), 'hand_over', 'back-too-late'],
])('%s', (_name, advice, recommendation, reason) => {
  expect(advice).toEqual({ recommendation, reason });
});

test('a meeting of which nobody said whether the customer is there counts as with the customer', () => {
  const { isCustomerFacing: _, ...unsaid } = {
    startsAt: at('2026-07-20T10:00Z'),
    organizerId: ana,
    isCustomerFacing: true,
  };
  const advice = meetingAdvice({ meeting: unsaid, absentId: ana, ...ends(null), priority: 'low', priorityReasons: [] });
  expect(advice.reason).toBe('back-too-late');
});

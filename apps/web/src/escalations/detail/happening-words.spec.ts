import { happeningOf, isSaid } from './happening-words.js';

const SUE = { user_id: 'sue', name: 'Sue Lindqvist', place: null };
const UPDATE: Parameters<typeof happeningOf>[0] = {
  update_type: 'status_change',
  user: SUE,
  summary: 'Moved it',
  previous_value: { status: 'investigating' },
  new_value: { status: 'action_required' },
  reason: 'They send a trace',
  comment_html: null,
};
const NAMES = new Map([['sid', 'Sid Rahman']]);

test('a person did it: name, what, was → is, why', () => {
  expect(happeningOf(UPDATE, NAMES, 'ben')).toEqual({
    who: 'Sue Lindqvist',
    what: 'moved it',
    changes: [{ field: 'Status', was: 'Investigating', is: 'Action required' }],
    why: 'They send a trace',
  });
  expect(happeningOf(UPDATE, NAMES, 'sue').who).toBe('You');
});

test.each([
  [
    { update_type: 'assignment', summary: 'Changed who owns it', new_value: { primary_owner_id: 'sid' } },
    'changed who owns it: Sid Rahman',
  ],
  [{ update_type: 'attachment', summary: 'Attached a file', new_value: { name: 'a.har' } }, 'attached a file: a.har'],
  [
    { update_type: 'change', summary: 'Settled a suggested action', new_value: { title: 'Get a trace', to: 'done' } },
    'settled a suggested action: “Get a trace” is done',
  ],
  [
    { update_type: 'assignment', summary: 'Changed who owns it', new_value: { primary_owner_id: 'who?' } },
    'changed who owns it',
  ],
] as const)('%j', (given, what) => {
  expect(happeningOf({ ...UPDATE, previous_value: null, ...given }, NAMES, 'ben').what).toBe(what);
});

test('the product speaks in whole sentences', () => {
  const warning = { ...UPDATE, update_type: 'clock' as const, user: null, summary: 'A good part of the time is used' };
  expect(happeningOf({ ...warning, previous_value: null, new_value: { percent: 75 } }, NAMES, 'ben')).toMatchObject({
    who: null,
    what: 'A good part of the time is used: 75 %',
  });
});

test('what is said stands in a box', () => {
  expect([isSaid({ comment_html: '<p>x</p>' }), isSaid({ comment_html: null })]).toEqual([true, false]);
});

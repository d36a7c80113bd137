import { daysInWords, hoursInWords, rolesInWords, toInput, wrongHours } from './person-words.js';

test.each([
  [[1, 2, 3, 4, 5], 'Mon to Fri'],
  [[5, 1, 3], 'Mon, Wed and Fri'],
  [[1, 2], 'Mon and Tue'],
  [[7], 'Sun'],
  [[], ''],
])('working days %j read "%s"', (days, words) => {
  expect(daysInWords(days)).toBe(words);
});

test('hours and roles are sentences', () => {
  expect(hoursInWords({ days: [1, 2, 3, 4], from: '08:00', to: '16:30' })).toBe('Mon to Thu, 08:00 to 16:30');
  expect(rolesInWords(['manager', 'csm'])).toBe('Manager and CSM');
});

test.each([
  [{ days: [], from: '09:00', to: '17:00' }, 'Choose at least one day'],
  [{ days: [1], from: '', to: '17:00' }, 'Both times are needed'],
  [{ days: [1], from: '17:00', to: '17:00' }, 'They have to end after they start'],
  [{ days: [1], from: '09:00', to: '17:00' }, undefined],
])('hours %j: %s', (hours, wrong) => {
  expect(wrongHours(hours)).toBe(wrong);
});

test('only what was changed is sent; nobody and no team are said as such', () => {
  expect(toInput({ capacity_points: 40 })).toEqual({ capacity_points: 40 });
  expect(toInput({ team: null, manager: { user_id: 'u1', name: 'Mia' }, place: '  ' })).toEqual({
    team_id: null,
    manager_id: 'u1',
    place: null,
  });
});

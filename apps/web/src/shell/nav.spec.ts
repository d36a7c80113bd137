import { crumbTo } from './nav.js';

test.each([
  ['/team', 'Calendar'],
  ['/absences', 'Time away'],
  ['/', 'Coverage'],
] as const)('the way to a page behind %s begins with the name that the navigation has for it', (to, words) =>
  expect(crumbTo(to)).toEqual({ to, words }),
);

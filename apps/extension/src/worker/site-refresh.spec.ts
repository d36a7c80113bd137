import { BUILT_IN_SITES, type Site } from '../sites/site.js';
import { understood } from './site-refresh.js';

const [template] = BUILT_IN_SITES;
const site = (id: string, name = id): Site => {
  if (!template) throw new Error('there is a built-in site');
  return { ...template, id, name, matches: [`https://${id}.example/*`] };
};

test('an answer is taken as it is', () => {
  const answer = { sites: [site('desk')], off: ['hubspot'] };
  expect(understood(answer, null)).toEqual(answer);
});

test('a site that this version does not understand stays as it was last understood, and new ones are left out', () => {
  const answer = {
    sites: [
      { ...site('desk', 'Newer desk'), matches: ['https://*/*'] },
      { ...site('portal'), script: 'alert(1)' },
      site('shop'),
      null,
      'nonsense',
    ],
    off: [],
  };
  expect(understood(answer, { sites: [site('desk'), site('gone')] })).toEqual({
    sites: [site('desk'), site('shop')],
    off: [],
  });
});

test.each([[null], ['<html>'], [{}], [{ sites: [] }], [{ sites: {}, off: [] }], [{ sites: [], off: [1] }]])(
  '%j says nothing, so that nothing changes',
  (answer) => expect(understood(answer, { sites: [site('desk')] })).toBeNull(),
);

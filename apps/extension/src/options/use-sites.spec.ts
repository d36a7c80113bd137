import type { SiteAccess } from '../protocol.js';
import { FIRST_PLACE } from '../sites/places.js';
import { inOrder } from './use-sites.js';

const site = (name: string, more: Partial<SiteAccess> = {}): SiteAccess => ({
  id: name.toLowerCase(),
  name,
  system: name.toLowerCase(),
  matches: [`https://${name.toLowerCase()}.example/*`],
  granted: [],
  state: 'not-allowed',
  from: 'built-in',
  isOff: false,
  place: FIRST_PLACE,
  ...more,
});

test('what the person uses, made, hid or may not use stands first, the rest by name', () => {
  const { mine, others } = inOrder([
    site('Zoho'),
    site('Close'),
    site('HubSpot', { state: 'allowed' }),
    site('Desk', { from: 'organisation' }),
    site('Attio', { state: 'partly' }),
    site('Mine', { from: 'own' }),
    site('Old', { isOff: true }),
    site('Hidden', { place: { ...FIRST_PLACE, isHidden: true } }),
  ]);
  expect(mine.map(({ name }) => name)).toEqual(['Attio', 'Desk', 'Hidden', 'HubSpot', 'Mine', 'Old']);
  expect(others.map(({ name }) => name)).toEqual(['Close', 'Zoho']);
});

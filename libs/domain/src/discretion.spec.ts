import { discreetChannelName, discreetChoice, discreetName, discreetText } from './discretion.js';

const open = { name: 'Acme', isConfidential: false, codeName: 'Falcon' };
const secret = { name: 'Acme Bank (EU)', isConfidential: true, codeName: 'Falcon' };
const nameless = { name: 'Zürich Re', isConfidential: true, codeName: null };

test('only a confidential customer is called by another name', () => {
  expect([open, secret, nameless].map(discreetName)).toEqual(['Acme', 'Falcon', 'a confidential customer']);
  expect([open, secret, nameless].map(discreetChoice)).toEqual([
    'Acme',
    'Falcon (confidential)',
    'a confidential customer',
  ]);
  expect([open, secret, nameless].map(discreetChannelName)).toEqual(['Acme', 'Falcon', 'confidential']);
});

test.each([
  ['P1 at Acme Bank (EU): down', 'P1 at Falcon: down'],
  ['acme  BANK (eu) and Acme', 'Falcon and Acme'],
  ['News of Zu\u0308rich Re.', 'News of a confidential customer.'],
  ['Nothing to hide', 'Nothing to hide'],
])('%j reads %j', (text, expected) => {
  expect(discreetText(text, [open, secret, nameless])).toBe(expected);
});

test('a longer name is not half replaced by a shorter one, and a code name is no pattern', () => {
  const short = { name: 'Acme', isConfidential: true, codeName: '$& $1' };
  expect(discreetText('Acme Bank (EU) and Acme', [short, secret])).toBe('Falcon and $& $1');
});

import { addressesIn, recipientsOf } from './draft-words.js';

test('addresses are read however they are separated, each once', () => {
  expect(addressesIn(' A@x.example, b@x.example;\na@X.example ')).toEqual(['a@x.example', 'b@x.example']);
  expect(addressesIn('  ')).toEqual([]);
});

test('contacts go by their id, others by address', () => {
  const contacts = [{ stakeholder_id: 'lena', email: 'Lena@x.example' }];
  expect(recipientsOf(['lena@x.example', 'new@x.example'], contacts)).toEqual([
    { stakeholder_id: 'lena' },
    { email: 'new@x.example' },
  ]);
});

import { customerAsked } from './slack-asked.js';

test.each([
  ['Acme', 'Acme'],
  ['covers Acme', 'Acme'],
  ['Covers Acme GmbH?', 'Acme GmbH'],
  ['is covering Acme ?', 'Acme'],
  ['looks after acme.example', 'acme.example'],
  ['covers', 'covers'],
  ['Coversure', 'Coversure'],
  ['?', ''],
])('"who %s" asks for "%s"', (rest, customer) => {
  expect(customerAsked(rest)).toBe(customer);
});

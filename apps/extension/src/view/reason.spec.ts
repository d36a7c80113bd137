import { reasonOf } from './reason.js';

test.each([
  ['Sue Lindqvist: default owner of the category', 'Default owner of the category'],
  ['Ana Duarte owns the customer', 'Ana Duarte owns the customer'],
  ['', ''],
])('%s reads %s under her name', (explanation, reason) => expect(reasonOf(explanation, 'Sue Lindqvist')).toBe(reason));

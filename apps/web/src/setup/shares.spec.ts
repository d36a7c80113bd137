import { aCustomer, aProposal } from './a-proposal.js';
import { dropWords, sharesOf, whyNot } from './shares.js';

const names = (customers: readonly { readonly name: string }[]) => customers.map(({ name }) => name);

test('everybody has what the proposal gives them, the largest first', () => {
  const { lanes, unplaced } = sharesOf(aProposal(), {}, null);
  expect(lanes.map(({ name, customers, loadAfter }) => [name, names(customers), loadAfter])).toEqual([
    ['Ben Vogel', ['Corvane', 'Lumaris'], 33],
    ['Eva Laurent', ['Meridola'], 31],
  ]);
  expect(unplaced).toEqual([]);
});

test('what is placed by hand counts at once, with its load', () => {
  const { lanes } = sharesOf(aProposal(), { Lumaris: 'eva' }, ['ben', 'eva']);
  expect(lanes.map(({ customers, loadAfter }) => [names(customers), loadAfter])).toEqual([
    [['Corvane'], 32],
    [['Lumaris', 'Meridola'], 32],
  ]);
});

test('whoever was taken in has a lane before they have anything, and whoever was left out leaves their customers open', () => {
  const both = sharesOf(aProposal({ customers: [aCustomer('Corvane', 'ben')] }), {}, ['ben', 'eva']);
  expect(both.lanes.map(({ customers }) => customers.length)).toEqual([1, 0]);
  const one = sharesOf(aProposal(), {}, ['eva']);
  expect(names(one.unplaced)).toEqual(['Corvane', 'Lumaris']);
});

test('the slot says what letting go would come to', () => {
  const shares = sharesOf(aProposal(), {}, null);
  const [corvane] = shares.lanes[0]?.customers ?? [];
  if (!corvane) throw new Error('Corvane is in the proposal');
  expect(dropWords(shares, corvane, 'eva')).toBe('Drop here: Eva 2, Ben 1');
  expect(dropWords(shares, corvane, 'ben')).toBe('Stays with Ben');
  expect(dropWords(shares, { ...corvane, points: 3 }, 'eva')).toBe('Drop here: Eva 2, Ben 1, 2 over capacity');
});

test('who must not have a customer is said, with the reason', () => {
  const customer = aCustomer('Corvane', 'ben', { not: [{ user_id: 'eva', reason: 'does not speak its language' }] });
  const shares = sharesOf(aProposal({ customers: [customer] }), {}, ['ben', 'eva']);
  expect(whyNot(customer, 'eva')).toBe('does not speak its language');
  expect(dropWords(shares, customer, 'eva')).toBe('Eva does not speak its language');
});

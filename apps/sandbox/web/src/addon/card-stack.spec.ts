import type { Card } from '@understudy/contracts';
import { navigated } from './card-stack.js';

const card = (title: string): Card => ({
  header: { title },
  sections: [{ widgets: [{ divider: {} }] }],
});
const titles = (stack: readonly Card[]) => stack.map(({ header }) => header.title);
const three = [card('root'), card('form'), card('done')];

test('a pushed card lies on top, an updated one takes the place of the top', () => {
  expect(titles(navigated([card('root')], [{ pushCard: card('form') }]))).toEqual(['root', 'form']);
  expect(titles(navigated(three, [{ updateCard: card('new') }]))).toEqual(['root', 'form', 'new']);
});

test('going back stops at the first card', () => {
  expect(titles(navigated(three, [{ popCard: true }]))).toEqual(['root', 'form']);
  expect(titles(navigated([card('root')], [{ popCard: true }]))).toEqual(['root']);
});

test('a restart leaves one new card', () => {
  expect(titles(navigated(three, [{ popToRoot: true }, { updateCard: card('fresh') }]))).toEqual(['fresh']);
});

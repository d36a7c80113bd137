import { renderToStaticMarkup } from 'react-dom/server';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { wordsOf } from '../testing/words.js';

const say = wordsOf('de');
const getMessage = (key: string): string => say(key.replace('_', '.') as Parameters<typeof say>[0]);
Object.assign(globalThis, { chrome: { ...fakeBrowser, i18n: { getMessage } } });
const { CoveredRow } = await import('./home-list.js');

const line = {
  customerId: 'c',
  name: 'Corvane Bank',
  detail: 'W'.repeat(80),
  when: 'war fällig 23. Nov.',
  isLate: true,
  icon: 'clock',
  priority: 'high',
} as const;

test('a long title is cut, never the day beside it; the priority is said in words of the language', () => {
  const row = renderToStaticMarkup(<CoveredRow line={line} open={() => undefined} />);
  expect(row).toContain(`<span class="clip">${line.detail},</span><span class="flex-none">war fällig 23. Nov.</span>`);
  expect(row).toContain('text-gap-text');
  expect(row).toContain('<span class="sr-only">Hohe Priorität</span>');
  expect(row).not.toContain('High');
});

import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { say } from '../say.js';

/** Starts a page of the extension in the language of its words. */
export function mount(page: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  document.documentElement.lang = say('languageTag');
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}

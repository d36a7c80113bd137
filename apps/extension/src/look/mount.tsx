import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { browser } from 'wxt/browser';

/** Starts a page of the extension in the browser's language. */
export function mount(page: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  document.documentElement.lang = browser.i18n.getUILanguage();
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}

import { NotFetched } from '@understudy/ui';
import { lazy, type ComponentType } from 'react';

/** The styles of everything behind the page that is seen first. */
export const loadWorkStyles = () => import('../styles/work.css');

/** For what stands on the page that is seen first: main.css has its styles. */
export const lazyStart = <Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType>>>,
  name: Name,
) => lazy(async () => ({ default: (await load())[name] }));

/**
 * A page whose code is fetched when somebody first goes there: `lazyPage(() => import('./audit-page.js'), 'AuditPage')`. The
 * shell shows the wait. Offline, or with a version that was replaced meanwhile, the file is missing: the error boundary offers to load again.
 */
export const lazyPage = <Name extends string>(load: () => Promise<Readonly<Record<Name, ComponentType>>>, name: Name) =>
  lazyWork(async () => (await load())[name]);

/**
 * The same for a dialog, inside a LateDialog: `lazyDialog(async () => (await import('./find-dialog.js')).FindDialog)`. Offline it
 * waits for the connection: loading the page again, as a page does, would close the dialog.
 */
export const lazyDialog = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazyWork(async () => {
    try {
      return await load();
    } catch (error) {
      if (navigator.onLine) throw error;
      await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
      return load();
    }
  });

const lazyWork = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => {
    try {
      const [found] = await Promise.all([load(), loadWorkStyles()]);
      return { default: found };
    } catch (error) {
      throw new NotFetched(error);
    }
  });

import { NotFetched } from '@understudy/ui';
import { lazy, type ComponentType } from 'react';
import workStylesAddress from '../styles/work.css?url';

let workStyles: Promise<unknown> | null = null;

/**
 * The styles of everything behind the page that is seen first, once. By our own hands: the bundler's import of a sheet that could not be
 * fetched once resolves from then on without it, and every page after that would stand there bare.
 */
export const loadWorkStyles = (): Promise<unknown> => (workStyles ??= fetchStyles(workStylesAddress));

const fetchStyles = (href: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => {
      link.remove();
      workStyles = null;
      reject(new Error(`${href} could not be fetched`));
    });
    document.head.append(link);
  });

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
  lazyWork(() => withStyles(async () => (await load())[name]));

/**
 * The same for a dialog, inside a LateDialog: `lazyDialog(async () => (await import('./find-dialog.js')).FindDialog)`. Offline it
 * waits for the connection: loading the page again, as a page does, would close the dialog. A browser that keeps what failed
 * (whatwg/html#6768) fails once more, and the dialog says so.
 */
export const lazyDialog = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazyWork(async () => {
    try {
      return await withStyles(load);
    } catch (error) {
      if (navigator.onLine) throw error;
      await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
      return withStyles(load);
    }
  });

const withStyles = async <Found,>(load: () => Promise<Found>): Promise<Found> => {
  const [found] = await Promise.all([load(), loadWorkStyles()]);
  return found;
};

const lazyWork = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => {
    try {
      return { default: await load() };
    } catch (error) {
      throw new NotFetched(error);
    }
  });

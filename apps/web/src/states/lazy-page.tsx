import { lazy, type ComponentType } from 'react';

/**
 * A page whose code is fetched when somebody first goes there: `lazyPage(() => import('./audit-page.js'), 'AuditPage')`. The
 * shell shows the wait. A version that was replaced meanwhile no longer has the file: the error boundary offers to load again.
 */
export const lazyPage = <Name extends string>(load: () => Promise<Readonly<Record<Name, ComponentType>>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }));

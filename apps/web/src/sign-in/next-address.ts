/** Where to go after signing in: an address of this site, else the start. Never another site, whatever the link said. */
export function nextFrom(asked: string | null, origin: string): string {
  if (!asked || !/^\/(?![/\\])/.test(asked)) return '/';
  try {
    const address = new URL(asked, origin);
    return address.origin === origin && !address.pathname.startsWith('/sign-in')
      ? address.pathname + address.search + address.hash
      : '/';
  } catch {
    return '/';
  }
}

/** Pages are routed in the browser; the API (the extension's sign-in comes back there) and the sandbox are loaded. */
export const isPageOfTheApp = (path: string): boolean => !/^\/(?:api|sandbox)(?:\/|$)/.test(path);

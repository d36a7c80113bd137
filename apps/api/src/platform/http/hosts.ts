const HOST = /^(\[[\da-f:.]+\]|[^\s:@/?#[\]]+)(?::\d{1,5})?$/i;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The name in a Host header, lower case and without the port; null when there is none or it is no host. */
export const nameOfHost = (host: string | undefined): string | null =>
  HOST.exec(host ?? '')?.[1]?.toLowerCase() ?? null;

/** True for a Host header that names this machine by an address no DNS server can give away: 127.0.0.1, localhost, [::1]. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = nameOfHost(host);
  return name !== null && LOOPBACK.has(name);
}

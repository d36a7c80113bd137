import net from 'node:net';

/** What this process connected to since the watch began, by name or address; `unix` is a socket of this machine. */
export interface HostWatch {
  hosts(): readonly string[];
  stop(): void;
}
type Connect = typeof net.Socket.prototype.connect;

/**
 * Looks over the shoulder of every socket of this process: fetch, HTTP clients and database drivers all connect through this one
 * method. The name is noted before it is looked up, so a host that does not exist is seen too.
 */
export function watchHosts(): HostWatch {
  const seen = new Set<string>();
  const { connect } = net.Socket.prototype;
  const watched = function (this: net.Socket, ...given: unknown[]): net.Socket {
    seen.add(hostOf(given));
    return Reflect.apply(connect, this, given) as net.Socket;
  };
  net.Socket.prototype.connect = watched as Connect;
  return {
    hosts: () => [...seen].toSorted(),
    stop: () => {
      net.Socket.prototype.connect = connect;
    },
  };
}

/** (options), (port, host) or (path); Node hands the list of them on as one argument between its own functions. */
function hostOf([first, second]: readonly unknown[]): string {
  if (Array.isArray(first)) return hostOf(first);
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: unknown; path?: unknown };
    return typeof path === 'string' ? 'unix' : typeof host === 'string' ? host : 'localhost';
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return 'unix';
  return typeof second === 'string' ? second : 'localhost';
}

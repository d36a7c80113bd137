import net from 'node:net';

/** The wanted port if nobody listens on it, else any free one of 127.0.0.1. */
export async function findPort(wanted?: number): Promise<number> {
  if (wanted !== undefined && (await tryPort(wanted)) !== null) return wanted;
  const port = await tryPort(0);
  if (port === null) throw new Error('no free port on 127.0.0.1');
  return port;
}

/** A port that nobody else gets before it is released. */
export interface HeldPort {
  readonly port: number;
  /** Whoever is to listen there begins right after this. Safe to call twice. */
  release(): Promise<void>;
}

/** Any free port, kept for a program that comes up later: until then others of ours look for free ones, too. */
export function holdPort(host: string): Promise<HeldPort> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen({ port: 0, host, exclusive: true }, () => {
      const address = server.address();
      server.unref(); // a start that fails ends all the same
      if (typeof address !== 'object' || !address) return reject(new Error('no free port'));
      const released = () => new Promise<void>((done) => server.close(() => done()));
      let releasing: Promise<void> | null = null;
      resolve({ port: address.port, release: () => (releasing ??= released()) });
    });
  });
}

/** null: somebody listens there. */
export function tryPort(port: number, host = '127.0.0.1'): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

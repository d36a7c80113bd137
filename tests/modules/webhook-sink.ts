import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it arrived, to the byte. */
export interface Arrived {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** How an endpoint behaves: a status, with headers; or it takes the request and says nothing, or breaks off after it took it. */
export type Behaviour =
  number | { readonly status: number; readonly headers: Record<string, string> } | 'silent' | 'lost-answer';

/** Somebody else's server, several endpoints by path: writes down what arrives, answers 204 unless told otherwise. */
export interface WebhookSink {
  readonly url: string;
  at(path: string): readonly Arrived[];
  /** From now on, until told otherwise. */
  behave(path: string, behaviour: Behaviour): void;
  /** The next one only. */
  once(path: string, behaviour: Behaviour): void;
  /** Breaks off what waits for a silent one. */
  breakOff(): void;
  close(): Promise<void>;
}

export async function aWebhookSink(): Promise<WebhookSink> {
  const arrived: Arrived[] = [];
  const always = new Map<string, Behaviour>();
  const next = new Map<string, Behaviour[]>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    const body = await text(request);
    // the product also hands e-mails to its stand-in, and tells it the time
    if (path.startsWith('/sandbox/')) {
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"seq": 1}');
      return;
    }
    arrived.push({ path, headers: request.headers, body });
    const behaviour = next.get(path)?.shift() ?? always.get(path) ?? 204;
    if (behaviour === 'silent') return;
    if (behaviour === 'lost-answer') return void response.destroy();
    const { status, headers } = typeof behaviour === 'number' ? { status: behaviour, headers: {} } : behaviour;
    response.writeHead(status, headers).end(status === 204 ? undefined : `said ${status}`);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    at: (path) => arrived.filter((one) => one.path === path),
    behave: (path, behaviour) => void always.set(path, behaviour),
    breakOff: () => server.closeAllConnections(),
    once: (path, behaviour) => void next.set(path, [...(next.get(path) ?? []), behaviour]),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

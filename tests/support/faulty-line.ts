import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** `cut`: nobody answers. `loses-answers`: the request arrives, and the connection is gone before the answer is back. */
export type LineState = 'works' | 'cut' | 'loses-answers';

export interface FaultyLine {
  /** Stands in for the server it was given. */
  readonly baseUrl: string;
  state: LineState;
  /** First lines of the requests that reached the server, such as `POST /api/escalations`, with their Idempotency-Key. */
  reached(): readonly { readonly request: string; readonly key: string | undefined }[];
  stop(): Promise<void>;
}

/** A connection that fails when a test says so: what a train, a hotel and a sleeping computer do to a browser. */
export async function faultyLineTo(target: string): Promise<FaultyLine> {
  const reached: { request: string; key: string | undefined }[] = [];
  const { hostname, port } = new URL(target);
  const server = http.createServer((request, response) => {
    const { method, url: path, headers, socket } = request;
    if (line.state === 'cut') return void socket.destroy();
    const key = headers['idempotency-key'];
    reached.push({ request: `${method} ${path}`, key: typeof key === 'string' ? key : undefined });
    const onward = http.request({ hostname, port, method, path, headers }, (answer) => {
      if (line.state === 'loses-answers') {
        answer.resume();
        return void answer.on('end', () => socket.destroy());
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => socket.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line: FaultyLine = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state: 'works',
    reached: () => reached,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return line;
}

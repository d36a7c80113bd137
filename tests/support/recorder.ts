import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came by, as it was sent: first line, headers and body of each request. */
export interface Recorder {
  /** Stands in for the server it was given. */
  readonly baseUrl: string;
  /** Everything since the start or the last `forget`. */
  all(): readonly string[];
  forget(): void;
  stop(): Promise<void>;
}

/** A server that hands every request on to another one and keeps a copy: for saying what left a browser, and what did not. */
export async function recordInFrontOf(target: string): Promise<Recorder> {
  let seen: string[] = [];
  const { hostname, port } = new URL(target);
  const server = http.createServer((request, response) => {
    const { method, url: path, headers } = request;
    const at = seen.push(`${method} ${path}\n${JSON.stringify(headers)}\n`) - 1;
    const kept = seen;
    const onward = http.request({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.on('data', (chunk: Buffer) => {
      kept[at] += chunk.toString();
      onward.write(chunk);
    });
    request.on('end', () => onward.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    all: () => seen,
    forget: () => (seen = []),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SandboxMail } from '@understudy/contracts';
import type { z } from 'zod';

export type Mail = z.output<typeof SandboxMail>;

/** A mail service that takes everything as often as it comes: what the receiver would see of one that knows no keys. */
export interface MailRecorder {
  readonly url: string;
  readonly handedOver: readonly Mail[];
  close(): Promise<void>;
}

export async function aMailRecorder(): Promise<MailRecorder> {
  const handedOver: Mail[] = [];
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    // the product also tells its stand-in the time
    if (request.method !== 'POST' || request.url !== '/sandbox/outbox') return void answer(200, {});
    void text(request).then((body) => answer(201, { seq: handedOver.push(SandboxMail.parse(JSON.parse(body))) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    handedOver,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SandboxMail } from '@understudy/contracts';
import type { z } from 'zod';

export type Mail = z.output<typeof SandboxMail>;
/** What happens to an e-mail that is handed over: as a mail service may behave. */
export type Trouble = 'refuse' | 'not-now' | 'lost-answer' | 'lost-request';

/** A mail service that writes down what it took: strict about what an e-mail is, once per key, with trouble on order. */
export interface MailSink {
  readonly url: string;
  /** Taken e-mails to this address, in order. */
  to(address: string): readonly Mail[];
  readonly all: readonly Mail[];
  /** How often an e-mail with this key was handed over. */
  tries(key: string): number;
  /** What happens to the next e-mails to this address, one after the other; then all is well again. */
  trouble(address: string, ...kinds: readonly Trouble[]): void;
  close(): Promise<void>;
}

export async function aMailSink(): Promise<MailSink> {
  const taken: Mail[] = [];
  const tries: string[] = [];
  const planned = new Map<string, Trouble[]>();

  const take = (mail: Mail): number => {
    const known = taken.findIndex(({ key }) => key === mail.key);
    return known >= 0 ? known + 1 : taken.push(mail);
  };
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: object } | null> => {
    // the product also tells its stand-in the time
    if (request.method !== 'POST' || request.url !== '/sandbox/outbox') return { status: 200, body: {} };
    const parsed = SandboxMail.safeParse(JSON.parse(await text(request)));
    if (!parsed.success) return { status: 400, body: { message: parsed.error.message } };
    tries.push(parsed.data.key);
    const trouble = planned.get(parsed.data.to[0] ?? '')?.shift();
    if (trouble === 'refuse') return { status: 400, body: {} };
    if (trouble === 'not-now') return { status: 503, body: {} };
    if (trouble === 'lost-request') return null;
    const seq = take(parsed.data);
    return trouble === 'lost-answer' ? null : { status: 201, body: { seq } };
  };
  const server = createServer((request, response) => {
    void answer(request).then((said) => {
      if (said === null) return response.destroy();
      return response.writeHead(said.status, { 'content-type': 'application/json' }).end(JSON.stringify(said.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    all: taken,
    to: (address) => taken.filter((mail) => mail.to.includes(address)),
    tries: (key) => tries.filter((one) => one === key).length,
    trouble: (address, ...kinds) => void planned.set(address, [...kinds]),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

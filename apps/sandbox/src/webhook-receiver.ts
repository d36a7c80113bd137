import type { FastifyInstance } from 'fastify';

interface Arrived {
  readonly at: string;
  readonly headers: Readonly<Record<string, string>>;
  /** To the byte: the signature is over it. */
  readonly body: string;
}

const MOST = 100;
const MOST_NAMES = 50;
const SHOWN = /^(?:webhook-|content-type$|user-agent$)/;

/**
 * Somebody else's server, for trying webhooks out: `POST /sandbox/webhook-receiver/<name>` takes anything, `GET` shows what arrived, the
 * newest first. With `?status=503` it refuses. Kept in memory only.
 */
export function registerWebhookReceiver(app: FastifyInstance): void {
  const arrived = new Map<string, Arrived[]>();

  void app.register(async (receiver) => {
    receiver.removeAllContentTypeParsers();
    receiver.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    receiver.post<{ Params: { name: string }; Querystring: { status?: string } }>(
      '/sandbox/webhook-receiver/:name',
      async ({ params: { name }, query, headers, body }, reply) => {
        const known = arrived.get(name) ?? [];
        if (known.length === 0 && arrived.size >= MOST_NAMES) return reply.code(507).send();
        const shown = Object.entries(headers).filter(([header]) => SHOWN.test(header));
        const one = {
          at: new Date().toISOString(),
          headers: Object.fromEntries(shown.map(([header, value]) => [header, String(value)])),
          body: String(body ?? ''),
        };
        arrived.set(name, [one, ...known].slice(0, MOST));
        return reply.code(/^[2-5]\d\d$/.test(query.status ?? '') ? Number(query.status) : 204).send();
      },
    );
    receiver.get<{ Params: { name: string } }>('/sandbox/webhook-receiver/:name', ({ params: { name } }) => ({
      items: arrived.get(name) ?? [],
    }));
  });
}

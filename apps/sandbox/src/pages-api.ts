import type { FastifyInstance } from 'fastify';
import type { SandboxClock } from './clock.js';
import { listEvents } from './google/calendar/list.js';
import type { CalendarStore } from './google/calendar/store.js';
import { inboxThreads, sentThreads } from './google/gmail/inbox.js';
import type { Mailboxes } from './google/gmail/mailbox.js';
import { type Faults, MAIL_METHOD } from './faults.js';
import { cut, strikeMail } from './mail-faults.js';
import { mailboxOf } from './mailbox.js';
import type { Json } from './google/strict.js';
import type { Outbox } from './outbox.js';
import type { People } from './people.js';

export interface ControlParts {
  readonly clock: SandboxClock;
  readonly store: CalendarStore;
  readonly mailboxes: Mailboxes;
  readonly people: People;
  readonly faults: Faults;
  readonly outbox: Outbox;
  readonly save: () => Promise<void>;
  readonly settle: () => Promise<void>;
  readonly setShift: (milliseconds: number) => void;
}

/** Problem of a caller's input, answered as 400 with a sentence. */
const refused = (message: string) => Object.assign(new Error(message), { statusCode: 400 });
const objectOf = (body: unknown): Record<string, Json> => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refused('Send a JSON object.');
  return body as Record<string, Json>;
};

function instant(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw refused(`"${text}" is not an instant such as 2026-07-06T08:00:00Z.`);
  }
}

/** Faults, outbox, clock, and the JSON behind the sandbox's pages. */
export function registerControls(app: FastifyInstance, parts: ControlParts): void {
  const { faults, outbox, clock, people, store } = parts;
  const tried = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw error instanceof RangeError ? refused(error.message) : error;
    }
  };

  app.get('/sandbox/outbox', () => ({ items: outbox.list() }));
  app.post('/sandbox/outbox', async (request, reply) => {
    const fault = faults.strike(MAIL_METHOD);
    if (fault && !(await strikeMail(fault, reply))) return reply;
    const item = tried(() => outbox.accept(objectOf(request.body)));
    await parts.save();
    if (fault?.kind === 'timeout-after') return cut(reply, fault);
    return reply.code(201).send(item);
  });

  app.get('/sandbox/faults', () => ({ items: faults.list() }));
  app.post('/sandbox/faults', async (request, reply) => {
    const input = objectOf(request.body);
    if (input.kind === 'sync-tokens-expired') {
      // Not something that strikes a call: from now on every token handed out so far is too old.
      store.state.epoch += 1;
      await parts.save();
      return reply.code(201).send({ kind: input.kind });
    }
    return reply.code(201).send(tried(() => faults.add(input)));
  });
  app.delete('/sandbox/faults', (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });

  app.put('/sandbox/api/clock', async (request) => {
    const { now } = objectOf(request.body);
    parts.setShift(clock.moveTo(instant(String(now))));
    await parts.save();
    return { now: clock.now().toString({ fractionalSecondDigits: 3 }) };
  });
  app.post('/sandbox/api/settle', async () => {
    await parts.settle();
    return { settled: true };
  });

  app.get('/sandbox/api/people', () => ({
    items: people.all.map(({ email, name, timeZone, organisation, title }) => ({
      email,
      name,
      time_zone: timeZone,
      organisation,
      title,
    })),
  }));
  const personOf = (email: string) => {
    const person = people.find(email);
    if (!person) throw Object.assign(new Error('There is no demo person with this address.'), { statusCode: 404 });
    return person;
  };
  app.get<{ Params: { email: string } }>('/sandbox/api/mailbox/:email', ({ params }) => {
    const { email } = personOf(params.email);
    return { items: [...inboxThreads(parts.mailboxes, email), ...mailboxOf(email, outbox.list())] };
  });
  app.get<{ Params: { email: string } }>('/sandbox/api/sent/:email', ({ params }) => ({
    items: sentThreads(parts.mailboxes, personOf(params.email).email),
  }));
  app.get<{ Params: { email: string }; Querystring: { from?: string; to?: string } }>(
    '/sandbox/api/calendar/:email',
    ({ params, query }) => {
      const { email, timeZone } = personOf(params.email);
      const window = {
        timeMin: (query.from === undefined ? clock.now().subtract({ hours: 7 * 24 }) : instant(query.from)).toString(),
        timeMax: (query.to === undefined ? clock.now().add({ hours: 60 * 24 }) : instant(query.to)).toString(),
      };
      if (window.timeMin >= window.timeMax) throw refused('"to" must be after "from".');
      const { items } = listEvents(store, store.calendar(email, 'primary'), {
        singleEvents: true,
        orderBy: 'startTime',
        maxResults: 2500,
        ...window,
      });
      return { time_zone: timeZone, items };
    },
  );
}

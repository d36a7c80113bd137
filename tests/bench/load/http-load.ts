import { randomUUID } from 'node:crypto';
import { HttpConnection } from './http-connection.js';
import type { HttpPlan } from './job.js';

/** Runs one plan; answers the latencies in milliseconds and how long it took, in seconds. Throws at the first answer that is not a 2xx. */
export async function runHttp(plan: HttpPlan): Promise<{ latencies: number[]; seconds: number }> {
  const connections = await Promise.all(Array.from({ length: plan.connections }, () => HttpConnection.open(plan.port)));
  try {
    const next = requestsOf(plan);
    const began = performance.now();
    const latencies =
      plan.rate === null
        ? await closedLoop(connections, next, plan.seconds)
        : await openLoop(connections, next, plan.seconds, plan.rate);
    return { latencies, seconds: (performance.now() - began) / 1_000 };
  } finally {
    for (const connection of connections) connection.close();
  }
}

function requestsOf({ method, port, targets, withKey }: HttpPlan): () => string {
  const ready = targets.map(({ path, token, body }) => {
    const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${token}\r\n`;
    return {
      head,
      tail:
        body === undefined
          ? '\r\n'
          : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    };
  });
  let turn = Math.floor(Math.random() * ready.length);
  return () => {
    const { head, tail } = ready[turn++ % ready.length] ?? { head: '', tail: '' };
    return withKey ? `${head}idempotency-key: ${randomUUID()}\r\n${tail}` : head + tail;
  };
}

async function closedLoop(
  connections: readonly HttpConnection[],
  next: () => string,
  seconds: number,
): Promise<number[]> {
  const latencies: number[] = [];
  const until = performance.now() + seconds * 1_000;
  await Promise.all(
    connections.map(async (connection) => {
      for (let sent = performance.now(); sent < until; sent = performance.now()) {
        await connection.ask(next());
        latencies.push(performance.now() - sent);
      }
    }),
  );
  return latencies;
}

/**
 * Requests arrive by chance (exponential gaps) at a mean rate, and wait for a free connection. Latency counts from when a
 * request was due, so a server that stalls is not spared the requests it kept from being sent.
 */
async function openLoop(
  connections: readonly HttpConnection[],
  next: () => string,
  seconds: number,
  rate: number,
): Promise<number[]> {
  const latencies: number[] = [];
  const due: number[] = [];
  const until = performance.now() + seconds * 1_000;
  for (let at = performance.now(); at < until; at += (-Math.log(1 - Math.random()) / rate) * 1_000) due.push(at);
  const free = [...connections];
  const running = new Set<Promise<void>>();
  let failure: unknown = null;
  for (let taken = 0; taken < due.length && failure === null;) {
    const at = due[taken] ?? 0;
    const wait = at - performance.now();
    const connection = wait <= 0 ? free.pop() : undefined;
    if (!connection) {
      await (wait > 0 ? new Promise((resolve) => setTimeout(resolve, Math.max(0, wait - 0.5))) : Promise.race(running));
      continue;
    }
    taken += 1;
    const asked: Promise<void> = connection
      .ask(next())
      .then(() => void latencies.push(performance.now() - at))
      .catch((error: unknown) => (failure = error))
      .then(() => {
        free.push(connection);
        running.delete(asked);
      });
    running.add(asked);
  }
  await Promise.all(running);
  if (failure !== null) throw failure;
  return latencies;
}

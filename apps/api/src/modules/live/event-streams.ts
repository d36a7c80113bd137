import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { StreamEvents } from '@understudy/contracts';
import { DomainError, type UserId } from '@understudy/domain';
import type { FastifyReply } from 'fastify';
import type { CallerContext } from '../../platform/http/index.js';
import { Authenticator } from '../../platform/identity/index.js';
import { LiveEvents } from '../../platform/jobs/index.js';

const HEARTBEAT_MS = 10_000;
/** Far more than anybody has pages open; without a bound one person could hold every connection of the process. */
const MAX_PER_PERSON = 20;

/** Open pages listen here (server-sent events). An event says what changed, never its content: the page reads it with its own rights. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly logger = new Logger('EventStreams');
  /** How to close each stream, by person, in the order they were opened. */
  private readonly connections = new Map<UserId, Set<() => void>>();

  constructor(
    private readonly events: LiveEvents,
    private readonly authenticator: Authenticator,
  ) {}

  /**
   * Holds the connection until the page goes away, the process ends, or the sign-in it came with counts no more (looked at
   * every 10 seconds); the browser reconnects by itself. One person's 21st stream closes their oldest.
   */
  open(caller: CallerContext, reply: FastifyReply): FastifyReply {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 2000\n\n');
    const unsubscribe = this.events.subscribe(caller.tenantId, (event) =>
      raw.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
    );
    const beat = async () => {
      const may = await this.mayStay(caller, reply);
      if (raw.writableEnded) return;
      if (may) raw.write(': here\n\n');
      else close();
    };
    const heartbeat = setInterval(() => void beat(), HEARTBEAT_MS);
    const close = () => {
      clearInterval(heartbeat);
      unsubscribe();
      this.forget(caller.userId, close);
      raw.end();
    };
    this.remember(caller.userId, close);
    raw.on('close', close);
    return reply;
  }

  onModuleDestroy(): void {
    for (const ofPerson of this.connections.values()) for (const close of ofPerson) close();
  }

  /** Asks what the guard asked when the stream was opened. A database that cannot answer refuses nobody: no event comes from it either. */
  private async mayStay({ userId }: CallerContext, { request }: FastifyReply): Promise<boolean> {
    try {
      return (await this.authenticator.authenticate(request, StreamEvents)).person.userId === userId;
    } catch (error) {
      if (error instanceof DomainError) return false;
      this.logger.warn({ err: error }, 'whether a live stream may stay open could not be read; asked again in 10 s');
      return true;
    }
  }

  private remember(userId: UserId, close: () => void): void {
    const ofPerson = this.connections.get(userId) ?? new Set();
    this.connections.set(userId, ofPerson.add(close));
    const [oldest] = ofPerson;
    if (ofPerson.size > MAX_PER_PERSON) oldest?.();
  }

  private forget(userId: UserId, close: () => void): void {
    const ofPerson = this.connections.get(userId);
    ofPerson?.delete(close);
    if (ofPerson?.size === 0) this.connections.delete(userId);
  }
}

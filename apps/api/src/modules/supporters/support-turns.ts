import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';

/** Of one organisation at a time: enough that one commits while the next is read, and few of the connections there are. */
const AT_ONCE = 4;

interface Line {
  inside: number;
  readonly waiting: (() => void)[];
}

/**
 * Hundreds who ask for a human at once wait for each other in the database (SupportQueueRepository.takeTurn), each with a connection.
 * Here they wait before they take one, so that a rush in one organisation leaves connections to all others and nobody runs out of
 * time. What must hold is kept by the database alone; this only keeps the line short.
 */
@Injectable()
export class SupportTurns {
  private readonly lines = new Map<TenantId, Line>();

  /** First come, first served; the result or error of `work`. */
  async inTurn<R>(tenantId: TenantId, work: () => Promise<R>): Promise<R> {
    const line = this.lines.get(tenantId) ?? { inside: 0, waiting: [] };
    this.lines.set(tenantId, line);
    if (line.inside < AT_ONCE) line.inside += 1;
    else await new Promise<void>((enter) => line.waiting.push(enter));
    try {
      return await work();
    } finally {
      this.leave(tenantId, line);
    }
  }

  private leave(tenantId: TenantId, line: Line): void {
    const next = line.waiting.shift();
    if (next) return next();
    line.inside -= 1;
    if (line.inside === 0) this.lines.delete(tenantId);
  }
}

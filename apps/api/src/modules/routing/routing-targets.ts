import { Injectable } from '@nestjs/common';
import { ROUTING_TYPES, type RoutingType } from '@understudy/domain';
import type { RoutingTarget } from './routing-target.js';
import { UnconnectedTarget } from './unconnected-target.js';

/** Who changes what: modules register their own when they begin; what nobody registered is not connected. */
@Injectable()
export class RoutingTargets {
  private readonly byType = new Map<RoutingType, RoutingTarget>();

  /** Once for each type; throws when there are two. */
  register(target: RoutingTarget): void {
    if (this.byType.has(target.type)) throw new Error(`two targets of type ${target.type}`);
    this.byType.set(target.type, target);
  }

  of(type: RoutingType): RoutingTarget {
    return this.byType.get(type) ?? new UnconnectedTarget(type);
  }

  all(): RoutingTarget[] {
    return ROUTING_TYPES.map((type) => this.of(type));
  }
}

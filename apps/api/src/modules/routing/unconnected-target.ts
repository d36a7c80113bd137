import type { RoutingType } from '@understudy/domain';
import { RoutingTarget } from './routing-target.js';

/** A system that nothing is connected to: the ledger says so, and it is never touched. */
export class UnconnectedTarget extends RoutingTarget {
  constructor(
    readonly type: RoutingType,
    readonly notConnected: string,
  ) {
    super();
  }

  async isConnected(): Promise<boolean> {
    return false;
  }

  intend(): null {
    return null;
  }

  async read(): Promise<never> {
    throw new Error(this.notConnected);
  }

  async write(): Promise<never> {
    throw new Error(this.notConnected);
  }
}

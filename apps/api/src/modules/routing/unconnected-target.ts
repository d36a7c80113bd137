import type { RoutingPart, RoutingType } from '@understudy/domain';
import { type RoutedCoverage, RoutingTarget } from './routing-target.js';

const NOBODY: Record<RoutingType, string> = {
  tasks: 'Tasks are not redirected',
  alerts: 'Alerts are not redirected',
  email: 'Google Workspace is not connected',
  slack: 'Slack is not connected',
  calendar: 'Google Workspace is not connected',
};

/** A system that nothing is connected to: the ledger says so, and it is never touched. */
export class UnconnectedTarget extends RoutingTarget {
  constructor(readonly type: RoutingType) {
    super();
  }

  async intend({ assignmentId }: RoutedCoverage): Promise<RoutingPart[]> {
    return [{ assignmentId, part: '', label: null, because: NOBODY[this.type] }];
  }

  async read(): Promise<never> {
    throw new Error(NOBODY[this.type]);
  }

  async write(): Promise<never> {
    throw new Error(NOBODY[this.type]);
  }
}

import { Injectable } from '@nestjs/common';
import { INTEGRATION_KINDS } from '@understudy/contracts';
import type { IntegrationKind, IntegrationProbe } from './integration-probe.js';

/** Who answers for which integration. Their modules register in `onModuleInit`; this one knows none of them. */
@Injectable()
export class IntegrationProbes {
  private readonly probes = new Map<IntegrationKind, IntegrationProbe>();

  /** One probe per kind; a second one is a mistake in the program. */
  register(probe: IntegrationProbe): void {
    if (this.probes.has(probe.kind)) throw new Error(`two probes for the integration "${probe.kind}"`);
    this.probes.set(probe.kind, probe);
  }

  find(kind: IntegrationKind): IntegrationProbe | null {
    return this.probes.get(kind) ?? null;
  }

  /** In the order in which they are shown, whatever the order of the modules. */
  list(): IntegrationProbe[] {
    return INTEGRATION_KINDS.flatMap((kind) => this.probes.get(kind) ?? []);
  }
}

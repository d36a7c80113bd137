import { Injectable } from '@nestjs/common';
import type { InputOf, PutAbsenceSettings } from '@understudy/contracts';
import type { Sighting, Vanished } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';

/** What an organisation says about which signs of an absence count without anybody confirming them (product.md 14). */
@Injectable()
export class AbsenceSettingsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly history: History,
  ) {}

  get({ tenantId }: CallerContext): Promise<{ hints_are_facts: boolean }> {
    return this.tenancy.run(tenantId, (tx) => this.find(tx));
  }

  put(
    caller: CallerContext,
    { hints_are_facts }: InputOf<typeof PutAbsenceSettings>,
  ): Promise<{ hints_are_facts: boolean }> {
    return this.tenancy.run(caller, async (tx) => {
      await tx.query(
        `insert into absence_settings (tenant_id, hints_are_facts) values ($1, $2)
         on conflict on constraint absence_settings_pkey do update set hints_are_facts = excluded.hints_are_facts`,
        [tx.tenantId, hints_are_facts],
      );
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'absence-settings.changed',
        subject: { kind: 'tenant', id: tx.tenantId },
        data: { hints_are_facts },
      });
      return { hints_are_facts };
    });
  }

  /** A hint as the organisation takes it: a suggestion, or a fact where it says so. Facts stay facts. */
  async weigh<S extends Sighting | Vanished>(tx: Tx, sighting: S): Promise<S> {
    if (!('during' in sighting) || sighting.ref.certainty === 'fact') return sighting;
    const { hints_are_facts } = await this.find(tx);
    return hints_are_facts ? { ...sighting, ref: { ...sighting.ref, certainty: 'fact' } } : sighting;
  }

  private async find(tx: Tx): Promise<{ hints_are_facts: boolean }> {
    const [row] = await tx.query<{ hints_are_facts: boolean }>(
      'select hints_are_facts from absence_settings where tenant_id = $1',
      [tx.tenantId],
    );
    return row ?? { hints_are_facts: false };
  }
}

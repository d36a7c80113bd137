import { Injectable } from '@nestjs/common';
import type { CoverageSetup, InputOf, SetUpCoverage } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { AbsenceEntry } from '../absences/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { SetupAsking } from './setup-asking.service.js';
import { planHours } from './setup-plan.js';
import { SetupRecords } from './setup-records.service.js';

type SetupInput = InputOf<typeof SetUpCoverage>;
type SetupView = z.output<typeof CoverageSetup>;

/** The wizard's last click (PRD-131 "OOO Setup Wizard"): the absence and everything that follows from it, in one transaction. */
@Injectable()
export class SetupService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly entry: AbsenceEntry,
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
    private readonly asking: SetupAsking,
    private readonly records: SetupRecords,
  ) {}

  /**
   * For oneself, or by a manager for somebody; an emergency also by a teammate, whose word is only that somebody is away. What another
   * source showed already is the same absence. Throws as AbsenceEntry.enter and SetupAsking.ask.
   */
  async setUp(caller: CallerContext, input: SetupInput): Promise<SetupView> {
    return this.tenancy.run(caller, async (tx) => {
      const userId = input.csm_id ?? caller.userId;
      const { timeZone } = await this.directory.getUser(tx, userId);
      const isOwn = await this.access.mayManage(tx, caller, userId);
      if (!isOwn && hasWishes(input))
        throw new DomainError(input.unplanned ? 'absences.words-are-theirs' : 'identity.not-allowed');
      const hours = planHours(input, timeZone);
      if (input.unplanned && hours.windows !== null) throw new DomainError('absences.bad-hours');

      const absence = await this.entry.enter(tx, caller, entryOf(input, hours.partialHours), hours.windows);
      if (isOwn) await this.records.save(tx, caller, absence, input);
      const asked = await this.asking.ask(tx, absence, wishesOf(input), byCaller(caller));
      return this.records.view(tx, caller, absence, asked, input.notify_customers);
    });
  }
}

const hasWishes = ({ covered_customer_ids, preferred_backup_user_id, split }: SetupInput): boolean =>
  covered_customer_ids != null || preferred_backup_user_id != null || split === true;

const wishesOf = (input: SetupInput) => ({
  customerIds: input.covered_customer_ids ?? null,
  backupUserId: input.preferred_backup_user_id ?? null,
  split: input.split ?? false,
});

const entryOf = (input: SetupInput, partialHours: string | null): Parameters<AbsenceEntry['enter']>[2] => ({
  user_id: input.csm_id,
  absence_type: input.absence_type,
  start_date: input.start_date,
  end_date: input.end_date,
  time_zone: input.time_zone,
  ...(partialHours === null ? {} : { partial_hours: partialHours }),
  preferred_backup_user_id: input.preferred_backup_user_id,
  special_instructions: input.special_instructions,
  unplanned: input.unplanned,
});

import { Injectable } from '@nestjs/common';
import type {
  AssignCoverage,
  CoverageAssignment,
  GetBackupReasons,
  GetBackupSuggestions,
  InputOf,
  OutputOf,
} from '@understudy/contracts';
import type { AbsenceId, UserId } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { AssignmentsService, SuggestionsService, toCoverageAssignment } from '../coverage/index.js';
import { AbsenceRights } from './absence-rights.service.js';

/** Finding somebody for an absence by hand. */
@Injectable()
export class AssigningService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: AbsenceRights,
    private readonly suggestions: SuggestionsService,
    private readonly assignments: AssignmentsService,
  ) {}

  /** For the person, their managers and admins: it says how much others carry. */
  suggest(caller: CallerContext, id: AbsenceId): Promise<OutputOf<typeof GetBackupSuggestions>> {
    return this.tenancy.run(caller.tenantId, async (tx) =>
      this.suggestions.suggest(tx, await this.rights.getManaged(tx, caller, id)),
    );
  }

  /** "Why not Dana?", for the same people as {@link suggest}. */
  explain(caller: CallerContext, id: AbsenceId, userId: UserId): Promise<OutputOf<typeof GetBackupReasons>> {
    return this.tenancy.run(caller.tenantId, async (tx) =>
      this.suggestions.explain(tx, await this.rights.getManaged(tx, caller, id), userId),
    );
  }

  /** The person, their manager or an admin asks somebody. The score stays with the assignment, when there is one. */
  async assign(
    caller: CallerContext,
    input: InputOf<typeof AssignCoverage>,
  ): Promise<z.output<typeof CoverageAssignment>> {
    return this.tenancy.run(caller, async (tx) => {
      const absence = await this.rights.lockManaged(tx, caller, input.absence_id);
      const suggestion = (await this.suggestions.suggest(tx, absence)).items.find(
        (item) => item.user_id === input.backup_user_id,
      );
      const asked = await this.assignments.ask(
        tx,
        absence,
        {
          backupUserId: input.backup_user_id,
          customerIds: input.covered_customer_ids ? [...new Set(input.covered_customer_ids)] : null,
          tier: input.tier ?? 1,
          coverageType: input.coverage_type,
          score: suggestion?.score ?? null,
          factors: suggestion?.factors ?? null,
          isApproved: caller.userId !== absence.userId,
        },
        byCaller(caller),
      );
      return toCoverageAssignment(asked);
    });
  }
}

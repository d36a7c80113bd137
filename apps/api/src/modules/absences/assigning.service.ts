import { Injectable } from '@nestjs/common';
import type {
  AssignCoverage,
  CoverageAssignment,
  GetBackupReasons,
  GetBackupSuggestions,
  InputOf,
  OutputOf,
} from '@understudy/contracts';
import { type AbsenceId, type UserId, DomainError } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import {
  AssignmentsService,
  SuggestionsService,
  toCoverageAssignment,
  WaitingQuestionsRepository,
} from '../coverage/index.js';
import { AbsenceRights } from './absence-rights.service.js';

/** Finding somebody for an absence by hand. */
@Injectable()
export class AssigningService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: AbsenceRights,
    private readonly suggestions: SuggestionsService,
    private readonly assignments: AssignmentsService,
    private readonly waiting: WaitingQuestionsRepository,
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

  /**
   * The person, their manager or an admin asks somebody. The score stays with the assignment, when there is one. Of two people who ask at
   * once one wins: the other gets coverage.already-asked with the row, and may change that one.
   */
  async assign(
    caller: CallerContext,
    input: InputOf<typeof AssignCoverage>,
  ): Promise<z.output<typeof CoverageAssignment>> {
    return this.tenancy.run(caller, async (tx) => {
      const absence = await this.rights.lockManaged(tx, caller, input.absence_id);
      const suggestion = (await this.suggestions.suggest(tx, absence)).items.find(
        (item) => item.user_id === input.backup_user_id,
      );
      const customerIds = input.covered_customer_ids ? [...new Set(input.covered_customer_ids)] : null;
      const tier = input.tier ?? 1;
      await this.requireNotAsked(tx, { absenceId: absence.id, tier, customerIds, userId: caller.userId });
      const asked = await this.assignments.ask(
        tx,
        absence,
        {
          backupUserId: input.backup_user_id,
          customerIds,
          tier,
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

  private async requireNotAsked(
    tx: Tx,
    question: Parameters<WaitingQuestionsRepository['findOfAnotherPerson']>[1],
  ): Promise<void> {
    const other = await this.waiting.findOfAnotherPerson(tx, question);
    if (!other) return;
    throw new DomainError('coverage.already-asked', {
      assignment_id: other.assignmentId,
      backup: other.backupName,
      asked_by: other.askedByName,
    });
  }
}

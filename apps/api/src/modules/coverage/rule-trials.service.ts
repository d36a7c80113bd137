import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, TryCoverageRules } from '@understudy/contracts';
import {
  type AbsenceId,
  asId,
  type BackupPick,
  type ChoiceReason,
  chooseBackups,
  planAbsence,
} from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toPersonRef } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { type BackupPool, BackupPools } from './backup-pool.service.js';

const NO_ABSENCE = asId<AbsenceId>('00000000-0000-0000-0000-000000000000');

/** The coverage rules tried dry: as an absence of these days would be set up now, and nothing saved. */
@Injectable()
export class RuleTrials {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly pools: BackupPools,
  ) {}

  /** For a planned vacation. Throws users.not-found, absences.ends-before-start, absences.in-the-past, absences.too-long. */
  try(caller: CallerContext, input: InputOf<typeof TryCoverageRules>): Promise<OutputOf<typeof TryCoverageRules>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const user = await this.directory.getUser(tx, input.csm_id);
      const days = { firstOn: input.start_date, lastOn: input.end_date, timeZone: user.timeZone };
      const { during, windows } = planAbsence(days, [], tx.now);
      const absence = {
        id: NO_ABSENCE,
        userId: user.id,
        kind: 'vacation' as const,
        unplanned: false,
        preferredBackupUserId: user.preferredBackupUserId,
        days,
        during,
        windows,
      };
      const pool = await this.pools.of(tx, absence);

      const choice = chooseBackups({
        absentee: pool.absentee,
        preferredBackupUserId: user.preferredBackupUserId,
        policy: pool.policy,
        rules: pool.rules,
        absence: pool.absence,
        teamName: pool.teamName,
        customers: pool.choiceCustomers,
        candidates: pool.candidates(during),
        refused: new Set(),
        holders: new Map(),
        at: during.startsAt,
      });
      const pickOf = new Map(choice.picks.flatMap((pick) => pick.customerIds.map((id) => [id, pick])));
      const nameOf = new Map(pool.rules.map(({ id, name }) => [id, name]));
      return {
        items: pool.customers.map(({ id, name }) => {
          const ruleId = choice.ruleOf.get(id) ?? null;
          const pick = pickOf.get(id) ?? null;
          return {
            customer: { customer_id: id, name },
            rule: ruleId === null ? null : { id: ruleId, name: nameOf.get(ruleId) ?? '' },
            backup: pick && backupOf(pick, pool),
            because:
              pick === null
                ? 'nobody can take it: the team’s fallback or the manager would'
                : wordsOf(pick.reasonOf.get(id)),
          };
        }),
      };
    });
  }
}

function backupOf({ userId }: BackupPick, { people }: BackupPool) {
  const user = people.get(userId);
  return toPersonRef({ userId, name: user?.name ?? '', place: user?.place ?? null });
}

const STRATEGY = {
  primary: 'the best score of the team',
  round_robin: 'it is their turn',
  workload: 'they carry the least',
  skill: 'their skills fit best',
} as const;

function wordsOf(reason: ChoiceReason | undefined): string {
  switch (reason?.kind) {
    case 'customer-backup':
      return 'pre-configured for this customer';
    case 'preferred':
      return 'pre-configured for this CSM';
    case 'rule':
      return 'the rule says so';
    case 'split':
      return 'the portfolio is split, and they fit this customer best';
    case 'strategy':
      return STRATEGY[reason.strategy];
    case undefined:
      return '';
  }
}

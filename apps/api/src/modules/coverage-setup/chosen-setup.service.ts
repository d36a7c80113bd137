import { Injectable } from '@nestjs/common';
import type { CoverageSetup } from '@understudy/contracts';
import { decideResplit, type NoticeMethod, type Share } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { AbsenceEdits, AbsenceEntry, type AbsenceRecord, AbsenceRights, needsConfirmation } from '../absences/index.js';
import { type AssignmentRecord } from '../coverage/index.js';
import { type NoticePreview, NoticePreviews, type OptedOut } from '../notices/index.js';
import { toOpenShare } from './resplit.service.js';
import { changesOf, SetupDesk, type SetupPlan, type SetupTable } from './setup-desk.service.js';
import { type Proof, SetupProof } from './setup-proof.service.js';
import { SetupRecords } from './setup-records.service.js';
import { ShareChanges } from './share-changes.service.js';

type SetupView = z.output<typeof CoverageSetup>;

/** What a plan would come to, looked at before anything is saved. */
export interface CheckedSetup {
  readonly now: Temporal.Instant;
  readonly table: SetupTable;
  readonly proof: Proof;
  readonly notices: {
    readonly connected: boolean;
    readonly items: readonly NoticePreview[];
    readonly optedOut: readonly OptedOut[];
  };
}

/** A plan as it stands inside the transaction that carries it out. */
export interface AppliedSetup {
  readonly table: SetupTable;
  readonly absence: AbsenceRecord;
  readonly rows: readonly AssignmentRecord[];
}

/** Rolls everything back. */
class NothingSaved extends Error {
  constructor() {
    super('a set-up that is only looked at: rolled back on purpose');
  }
}

function seen<Answer>(answer: { readonly value: Answer } | null): Answer {
  if (answer === null) throw new Error('a look at a set-up ended without an answer');
  return answer.value;
}

/**
 * A set-up that is chosen step by step: whoever is away names who covers, or who is asked already stays. Nothing is saved before the last
 * step; the look before it goes through all of it and takes it back, so it meets the refusals that saving would.
 */
@Injectable()
export class ChosenSetup {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly desk: SetupDesk,
    private readonly rights: AbsenceRights,
    private readonly entry: AbsenceEntry,
    private readonly edits: AbsenceEdits,
    private readonly shares: ShareChanges,
    private readonly records: SetupRecords,
    private readonly proofs: SetupProof,
    private readonly notices: NoticePreviews,
  ) {}

  /** What the choices so far come to. Throws absences.* of the days, absences.not-found, identity.not-allowed. */
  async propose(caller: CallerContext, plan: SetupPlan): Promise<{ now: Temporal.Instant; table: SetupTable }> {
    return this.tenancy.run(caller.tenantId, async (tx) => ({
      now: tx.now,
      table: await this.desk.open(tx, caller, plan),
    }));
  }

  /** Throws what {@link save} would throw. */
  async check(caller: CallerContext, plan: SetupPlan): Promise<CheckedSetup> {
    return this.look(caller, plan, async (tx, { table, absence, rows }) => {
      const ids = table.portfolio.map(({ id }) => id);
      const proof = await this.proofs.of(tx, absence, rows, ids);
      return { now: tx.now, table, proof, notices: await this.notices.of(tx, absence.id) };
    });
  }

  /** Goes through all of it, reads what it would be, and takes it back. Throws what {@link save} would throw. */
  async look<Answer>(
    caller: CallerContext,
    plan: SetupPlan,
    read: (tx: Tx, applied: AppliedSetup) => Promise<Answer>,
  ): Promise<Answer> {
    const { idempotency: _savesNothing, ...reader } = caller;
    let answer: { readonly value: Answer } | null = null;
    try {
      await this.tenancy.run(reader.tenantId, async (tx): Promise<never> => {
        answer = { value: await read(tx, await this.apply(tx, reader, plan)) };
        throw new NothingSaved();
      });
    } catch (error) {
      if (!(error instanceof NothingSaved)) throw error;
    }
    return seen(answer);
  }

  /**
   * All of it in one transaction: the absence (entered, confirmed or changed), whom to ask, what customers are told, and what belongs to it
   * (`also`). Throws as AbsenceEntry.enter, AbsenceEdits and asking do.
   */
  async save(
    caller: CallerContext,
    plan: SetupPlan,
    also: (tx: Tx, absence: AbsenceRecord) => Promise<void> = () => Promise.resolve(),
  ): Promise<SetupView> {
    return this.tenancy.run(caller, async (tx) => {
      const { absence, rows, table } = await this.apply(tx, caller, plan);
      await also(tx, absence);
      return this.records.view(
        tx,
        caller,
        absence,
        { assignments: rows, unplaced: table.unplaced },
        toldBy(plan, table),
      );
    });
  }

  private async apply(tx: Tx, caller: CallerContext, plan: SetupPlan): Promise<AppliedSetup> {
    const absence = await this.enter(tx, caller, plan);
    const table = await this.desk.open(tx, caller, {
      ...plan,
      absenceId: absence.id,
      firstOn: null,
      lastOn: null,
      hours: null,
    });

    const wish = { notify_customers: toldBy(plan, table), split: table.cover === 'split' };
    await this.records.save(tx, caller, absence, wish);
    if (table.shares.length > 0) {
      // who wants out is in force until somebody says yes instead: they themselves, too, who are asked again when they are chosen
      const open = (await this.shares.lockOpen(tx, absence.id)).filter((row) => row.releaseRequestedAt === null);
      const decision = decideResplit(table.shares, open.map(toOpenShare));
      await this.shares.apply(tx, absence, open, decision, byCaller(caller), {
        all: table.portfolio.length,
        rungOf: (share) => (isProposed(share, table) ? 'first' : 'by-hand'),
      });
    }
    const rows = await this.shares.lockOpen(tx, absence.id);
    return { table, absence, rows };
  }

  private async enter(tx: Tx, caller: CallerContext, plan: SetupPlan): Promise<AbsenceRecord> {
    const note = plan.note === null ? {} : { special_instructions: plan.note || null };
    if (plan.absenceId === null)
      return this.entry.enter(tx, caller, {
        absence_type: plan.kind ?? 'vacation',
        ...(plan.userId ? { user_id: plan.userId } : {}),
        ...(plan.firstOn ? { start_date: plan.firstOn } : {}),
        ...(plan.lastOn ? { end_date: plan.lastOn === 'open' ? null : plan.lastOn } : {}),
        ...(plan.timeZone ? { time_zone: plan.timeZone } : {}),
        ...(plan.hours ? { partial_hours: plan.hours } : {}),
        ...note,
      });

    const before = await this.rights.lockManaged(tx, caller, plan.absenceId);
    const changes = { ...changesOf(plan), ...(plan.kind ? { absence_type: plan.kind } : {}), ...note };
    if (before.status === 'suggested' || needsConfirmation(before))
      return this.edits.confirm(tx, before, changes, byCaller(caller));
    return Object.keys(changes).length === 0 ? before : this.edits.change(tx, before, changes, byCaller(caller));
  }
}

/** Nobody chose by hand what stood there already and was only confirmed. */
const isProposed = ({ backupUserId, customerIds }: Share, { cover, proposal }: SetupTable): boolean => {
  const share = proposal.shares.find((one) => one.backupUserId === backupUserId);
  return cover === proposal.cover && share !== undefined && customerIds.every((id) => share.customerIds.includes(id));
};

/** What customers are told: as it is chosen, else as it was decided before; nothing where nobody decided. */
const toldBy = (plan: SetupPlan, table: SetupTable): NoticeMethod => plan.tell ?? table.told ?? 'none';

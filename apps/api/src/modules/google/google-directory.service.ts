import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, SyncGoogleDirectory } from '@understudy/contracts';
import {
  type DirectoryChanges,
  type DirectoryEntry,
  doManyLeave,
  DomainError,
  planDirectory,
  type TenantId,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { People } from '../../platform/identity/index.js';
import { DirectoryFactsService } from './google-directory.facts.js';
import { DirectoryApplication } from './google-directory.apply.js';
import { GoogleDirectoryReader } from './google-directory.reader.js';
import type { ChangedBy } from '../admin/index.js';

type Plan = DirectoryChanges<UserId>;
const BY_NIGHT: ChangedBy = { actor: { kind: 'system', name: 'google-directory' } };

/** People, managers and teams as Google's directory has them: shown first, applied when an admin says so or every night. */
@Injectable()
export class GoogleDirectoryService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly reader: GoogleDirectoryReader,
    private readonly facts: DirectoryFactsService,
    private readonly application: DirectoryApplication,
    private readonly people: People,
  ) {}

  /** Throws what reading throws, and `google.many-leave` unless the admin expects it. */
  async sync(
    caller: CallerContext,
    input: InputOf<typeof SyncGoogleDirectory>,
  ): Promise<OutputOf<typeof SyncGoogleDirectory>> {
    const listed = await this.read(caller.tenantId);
    const plan = await this.tenancy.run(caller, (tx) =>
      input.dry_run ? this.plan(tx, listed) : this.apply(tx, byCaller(caller), listed, input.even_if_many_leave),
    );
    if (!input.dry_run) this.forget(caller.tenantId, plan);
    return { dry_run: input.dry_run, ...wire(plan) };
  }

  /** Every night. Google being away, and too many leaving, are noted for the admins and change nothing. */
  async syncByNight(tenantId: TenantId): Promise<void> {
    try {
      const listed = await this.read(tenantId);
      this.forget(tenantId, await this.tenancy.run(tenantId, (tx) => this.apply(tx, BY_NIGHT, listed, false)));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.tenancy.run(tenantId, (tx) => this.facts.note(tx, wordsOf(error)));
    }
  }

  private async read(tenantId: TenantId): Promise<DirectoryEntry[]> {
    const settings = await this.tenancy.run(tenantId, (tx) => this.facts.settings(tx));
    return this.reader.read(tenantId, settings);
  }

  private async plan(tx: Tx, listed: readonly DirectoryEntry[]): Promise<Plan> {
    return planDirectory({ listed, ...(await this.facts.load(tx)) });
  }

  private async apply(tx: Tx, by: ChangedBy, listed: readonly DirectoryEntry[], isExpected: boolean): Promise<Plan> {
    await this.facts.lock(tx);
    const facts = await this.facts.load(tx);
    const plan = planDirectory({ listed, ...facts });
    const active = facts.kept.filter((person) => person.active).length;
    if (!isExpected && doManyLeave(plan.leaving.length, active))
      throw new DomainError('google.many-leave', { leaving: plan.leaving.length, people: active });

    await this.application.apply(tx, by, plan);
    await this.facts.applied(tx, by, plan);
    return plan;
  }

  /** What is remembered of who they are ends with this process's next look. */
  private forget(tenantId: TenantId, { leaving, back, changed }: Plan): void {
    for (const { id } of [...leaving.map(({ person }) => person), ...back, ...changed.map(({ person }) => person)])
      this.people.forget(tenantId, id);
  }
}

const known = ({ id, name, email }: Plan['back'][number]) => ({ user_id: id, name, email });

const wire = (plan: Plan): Omit<OutputOf<typeof SyncGoogleDirectory>, 'dry_run'> => ({
  added: plan.added.map(({ email, name, managerEmail, team }) => ({ email, name, manager_email: managerEmail, team })),
  changed: plan.changed.map(({ person, changes }) => ({ ...known(person), changes: [...changes] })),
  leaving: plan.leaving.map(({ person, because }) => ({ ...known(person), because })),
  back: plan.back.map(known),
  kept: plan.kept.map(({ person, changes }) => ({ ...known(person), differences: [...changes] })),
  new_teams: [...plan.newTeams],
  problems: [...plan.problems],
  unchanged: plan.unchanged,
  left_out: plan.leftOut,
});

const wordsOf = ({ code, details }: DomainError): string => {
  if (code === 'google.many-leave')
    return `Nothing was applied in the night: ${Number(details['leaving'])} people would leave. Look at the preview, and apply it if that is right.`;
  const because = details['because'];
  return typeof because === 'string' ? because : `The directory could not be applied in the night (${code}).`;
};

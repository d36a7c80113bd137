import { Injectable } from '@nestjs/common';
import type { ImportCustomers, InputOf, OutputOf } from '@understudy/contracts';
import {
  type CustomerId,
  type ImportContext,
  type ImportRow,
  type PlannedImport,
  planImport,
} from '@understudy/domain';
import { newId, Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { CustomerDomains } from './customer-domains.service.js';
import { readImport } from './customer-import.reader.js';
import { CustomerImportRepository, type WrittenCustomer } from './customer-import.repository.js';
import { CustomerNews } from './customer-news.service.js';

type Planned = PlannedImport & { readonly id: CustomerId | null };

/** Many customers at once. The same file twice changes nothing the second time. */
@Injectable()
export class CustomerImport {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly imports: CustomerImportRepository,
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
    private readonly domains: CustomerDomains,
    private readonly news: CustomerNews,
  ) {}

  /** Good rows are kept, bad ones explained. Throws imports.*; customers.domain-taken when somebody took one meanwhile. */
  async run(caller: CallerContext, input: InputOf<typeof ImportCustomers>): Promise<OutputOf<typeof ImportCustomers>> {
    const rows = readImport(input.format, input.content);
    return this.tenancy.run(caller, async (tx) => {
      await this.imports.lock(tx);
      const context = await this.contextOf(tx, caller, rows);

      const plan: Planned[] = planImport(rows, context).map((row) => ({
        ...row,
        id: row.before?.id ?? (row.outcome === 'created' && !input.dry_run ? newId<CustomerId>() : null),
      }));
      if (!input.dry_run) await this.write(tx, caller, plan);
      return toReport(plan);
    });
  }

  private async contextOf(tx: Tx, caller: CallerContext, rows: readonly ImportRow[]): Promise<ImportContext> {
    const known = await this.imports.lockMeant(tx, rows);
    const [people, managed] = await Promise.all([this.directory.listUsers(tx), this.access.managedIds(tx, caller)]);
    const owners = people.filter(
      ({ active, roles }) => active && roles.some((role) => role === 'csm' || role === 'manager'),
    );
    return {
      isShared: await this.domains.judge(tx),
      known,
      owners: new Map(owners.map(({ id, email }) => [email, id])),
      managed,
      mayLeaveWithoutOwner: caller.roles.some((role) => role === 'admin' || role === 'manager'),
      defaultOwner: caller.roles.includes('csm') ? caller.userId : null,
    };
  }

  private async write(tx: Tx, caller: CallerContext, plan: readonly Planned[]): Promise<void> {
    await this.imports.addAll(
      tx,
      plan.flatMap((row) => toWritten(row, 'created')),
    );
    await this.imports.updateAll(
      tx,
      plan.flatMap((row) => toWritten(row, 'updated')),
    );
    for (const { id, outcome, before, after } of plan) {
      if (id === null || after === null || outcome === 'unchanged') continue;
      if (before === null) await this.news.created(tx, caller, id, after);
      else await this.news.changed(tx, caller, id, before, after);
    }
  }
}

const toWritten = (
  { id, outcome, after, newDomains, newCrmIds }: Planned,
  wanted: Planned['outcome'],
): WrittenCustomer[] =>
  id === null || after === null || outcome !== wanted ? [] : [{ ...after, id, newDomains, newCrmIds }];

function toReport(plan: readonly Planned[]): OutputOf<typeof ImportCustomers> {
  const count = (outcome: Planned['outcome']) => plan.filter((row) => row.outcome === outcome).length;
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    failed: count('failed'),
    rows: plan.map(({ line, name, outcome, id, errors }) => ({
      line,
      name,
      outcome,
      customer_id: id,
      errors: errors.map(({ path, message }) => ({ path, message })),
    })),
  };
}

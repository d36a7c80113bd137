import { Inject, Injectable } from '@nestjs/common';
import type { InputOf, Lookup, OutputOf } from '@understudy/contracts';
import type { CustomerId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type CallerContext, MalformedInput } from '../../platform/http/index.js';
import { CrmLinks } from '../crm-sites/index.js';
import { CustomersRepository, toCustomerRow } from '../customers/index.js';
import { ResponsibleService } from './responsible.service.js';

type Wanted = Pick<InputOf<typeof Lookup>, 'emails' | 'domain' | 'url' | 'crm' | 'query'>;

/** Finds customers the way surfaces know them: by a thread's addresses, a CRM record, a page's address, a typed name. */
@Injectable()
export class LookupService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly customers: CustomersRepository,
    private readonly responsible: ResponsibleService,
    private readonly crmLinks: CrmLinks,
  ) {}

  /** At most ten, best first; nothing found is an empty list. Throws 400 unless exactly one way to look is given. */
  async find(caller: CallerContext, wanted: Wanted): Promise<OutputOf<typeof Lookup>> {
    const given = (['emails', 'domain', 'url', 'crm', 'query'] as const).filter((name) => wanted[name] !== undefined);
    if (given.length !== 1) {
      throw new MalformedInput([{ path: '', message: 'give exactly one of emails, domain, url, crm, query' }]);
    }
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const ids = await this.idsOf(tx, wanted);
      const [rows, answers, crmLinks] = await Promise.all([
        this.customers.listByIds(tx, ids),
        this.responsible.ofMany(tx, ids),
        this.crmLinks.of(tx, ids),
      ]);
      return {
        customers: ids.flatMap((id) => {
          const customer = rows.find((row) => row.id === id);
          const answer = answers.get(id);
          if (!customer || !answer) return [];
          return [
            {
              customer: toCustomerRow(customer),
              responsible: answer.wire,
              links: { dashboard: `${this.env.apiUrl}/customers/${id}`, crm: [...(crmLinks.get(id) ?? [])] },
            },
          ];
        }),
      };
    });
  }

  private async idsOf(tx: Tx, { emails, domain, url, crm, query }: Wanted): Promise<CustomerId[]> {
    if (emails) return this.customers.listIdsByEmails(tx, emails);
    if (domain) return this.customers.listIdsByDomain(tx, domain);
    if (url)
      return URL.canParse(url) ? this.customers.listIdsByDomain(tx, new URL(url).hostname.replace(/^www\./, '')) : [];
    if (crm) return this.customers.listIdsByCrm(tx, crm.system, crm.record_id);
    return (await this.customers.listPage(tx, { query, limit: 9 })).map((row) => row.id);
  }
}

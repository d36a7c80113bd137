import { Controller } from '@nestjs/common';
import { type InputOf, ListAdminCrmSites, ListCrmSites, PutCrmSite, RemoveCrmSite } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input, Revalidated } from '../../platform/http/index.js';
import { CrmSitesService } from './crm-sites.service.js';

@Controller()
export class CrmSitesController {
  constructor(private readonly sites: CrmSitesService) {}

  @Endpoint(ListCrmSites)
  @Revalidated()
  forEverybody(@Caller() caller: CallerContext) {
    return this.sites.forEverybody(caller);
  }

  @Endpoint(ListAdminCrmSites)
  list(@Caller() caller: CallerContext) {
    return this.sites.list(caller);
  }

  @Endpoint(PutCrmSite)
  put(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutCrmSite>) {
    return this.sites.put(caller, input);
  }

  @Endpoint(RemoveCrmSite)
  remove(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RemoveCrmSite>) {
    return this.sites.remove(caller, input);
  }
}

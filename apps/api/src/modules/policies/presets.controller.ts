import { Controller } from '@nestjs/common';
import {
  GetCustomerBackup,
  type InputOf,
  ListCoverageConflicts,
  PutCoverageConflict,
  PutCustomerBackup,
  PutUserBackup,
  RemoveCoverageConflict,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { PresetsService } from './presets.service.js';

@Controller()
export class PresetsController {
  constructor(private readonly presets: PresetsService) {}

  @Endpoint(GetCustomerBackup)
  getOfCustomer(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCustomerBackup>) {
    return this.presets.getOfCustomer(caller, input.customer_id);
  }

  @Endpoint(PutCustomerBackup)
  setOfCustomer(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutCustomerBackup>) {
    return this.presets.setOfCustomer(caller, input.customer_id, input.user_id);
  }

  @Endpoint(PutUserBackup)
  setOfUser(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutUserBackup>) {
    return this.presets.setOfUser(caller, input.user_id, input.backup_user_id);
  }

  @Endpoint(ListCoverageConflicts)
  listConflicts(@Caller() caller: CallerContext) {
    return this.presets.listConflicts(caller);
  }

  @Endpoint(PutCoverageConflict)
  addConflict(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutCoverageConflict>) {
    return this.presets.addConflict(caller, input);
  }

  @Endpoint(RemoveCoverageConflict)
  removeConflict(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RemoveCoverageConflict>) {
    return this.presets.removeConflict(caller, input.user_id, input.customer_id);
  }
}

import { Controller } from '@nestjs/common';
import {
  AddCrmId,
  CreateCustomer,
  GetCustomer,
  ImportCustomers,
  type InputOf,
  ListCustomers,
  PutCrmIds,
  PutCustomer,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { CustomerCreation } from './customer-creation.service.js';
import { CustomerImport } from './customer-import.service.js';
import { CustomersService } from './customers.service.js';

@Controller()
export class CustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly creation: CustomerCreation,
    private readonly imports: CustomerImport,
  ) {}

  @Endpoint(ListCustomers)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListCustomers>) {
    return this.customers.list(caller, input);
  }

  @Endpoint(GetCustomer)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCustomer>) {
    return this.customers.get(caller, input.customer_id);
  }

  @Endpoint(CreateCustomer)
  create(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateCustomer>) {
    return this.creation.create(caller, input);
  }

  @Endpoint(PutCustomer)
  put(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutCustomer>) {
    return this.customers.put(caller, input);
  }

  @Endpoint(PutCrmIds)
  putCrmIds(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutCrmIds>) {
    return this.creation.putCrmIds(caller, input);
  }

  @Endpoint(AddCrmId)
  addCrmId(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AddCrmId>) {
    return this.creation.addCrmId(caller, input);
  }

  @Endpoint(ImportCustomers)
  import(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ImportCustomers>) {
    return this.imports.run(caller, input);
  }
}

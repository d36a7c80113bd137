import { Controller } from '@nestjs/common';
import { GetCustomer, type InputOf, ListCustomers, PatchTask, PutCustomer } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { CustomersService } from './customers.service.js';

@Controller()
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Endpoint(ListCustomers)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListCustomers>) {
    return this.customers.list(caller, input);
  }

  @Endpoint(GetCustomer)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCustomer>) {
    return this.customers.get(caller, input.customer_id);
  }

  @Endpoint(PutCustomer)
  put(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutCustomer>) {
    return this.customers.put(caller, input);
  }

  @Endpoint(PatchTask)
  setTask(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PatchTask>) {
    return this.customers.setTask(caller, input);
  }
}

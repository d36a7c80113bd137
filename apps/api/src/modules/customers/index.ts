export { CustomerFactsRepository } from './customer-facts.repository.js';
export * from './customer.mapper.js';
export type * from './customer.records.js';
export { factsByCustomer } from './customer.records.js';
export { CustomerRights } from './customer-rights.service.js';
export { CustomersModule } from './customers.module.js';
export { CustomersRepository, person } from './customers.repository.js';
export { CustomersService } from './customers.service.js';
export { TasksService } from './tasks.service.js';

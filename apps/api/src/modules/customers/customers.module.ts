import { Module } from '@nestjs/common';
import { CustomerFactsRepository } from './customer-facts.repository.js';
import { CustomersController } from './customers.controller.js';
import { CustomersRepository } from './customers.repository.js';
import { CustomersService } from './customers.service.js';

@Module({
  controllers: [CustomersController],
  providers: [CustomersRepository, CustomerFactsRepository, CustomersService],
  exports: [CustomersRepository, CustomerFactsRepository, CustomersService],
})
export class CustomersModule {}

import { Controller } from '@nestjs/common';
import {
  ChangeEscalationCategory,
  CreateEscalationCategory,
  GetEscalationCategory,
  type InputOf,
  ListEscalationCategories,
  RemoveEscalationCategory,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { EscalationCategoriesService } from './escalation-categories.service.js';

@Controller()
export class EscalationCategoriesController {
  constructor(private readonly categories: EscalationCategoriesService) {}

  @Endpoint(ListEscalationCategories)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListEscalationCategories>) {
    return this.categories.list(caller, input);
  }

  @Endpoint(GetEscalationCategory)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetEscalationCategory>) {
    return this.categories.get(caller, input.category_id);
  }

  @Endpoint(CreateEscalationCategory)
  create(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateEscalationCategory>) {
    return this.categories.create(caller, input);
  }

  @Endpoint(ChangeEscalationCategory)
  change(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeEscalationCategory>) {
    return this.categories.change(caller, input);
  }

  @Endpoint(RemoveEscalationCategory)
  remove(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RemoveEscalationCategory>) {
    return this.categories.remove(caller, input);
  }
}

import { Controller } from '@nestjs/common';
import {
  CreateCustomerActivity,
  CreateEvent,
  CreateRisk,
  CreateStakeholder,
  CreateTask,
  type InputOf,
  PatchEvent,
  PatchRisk,
  PatchStakeholder,
  PatchTask,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { CustomerActivities } from './customer-activities.service.js';
import { MeetingsService } from './meetings.service.js';
import { RisksService } from './risks.service.js';
import { StakeholdersService } from './stakeholders.service.js';
import { TasksService } from './tasks.service.js';

/** What is known of one customer: each kind of row has its service. */
@Controller()
export class CustomerRecordsController {
  constructor(
    private readonly tasks: TasksService,
    private readonly stakeholders: StakeholdersService,
    private readonly risks: RisksService,
    private readonly meetings: MeetingsService,
    private readonly activities: CustomerActivities,
  ) {}

  @Endpoint(CreateTask)
  addTask(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateTask>) {
    return this.tasks.add(caller, input);
  }

  @Endpoint(PatchTask)
  changeTask(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PatchTask>) {
    return this.tasks.change(caller, input);
  }

  @Endpoint(CreateStakeholder)
  addStakeholder(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateStakeholder>) {
    return this.stakeholders.add(caller, input);
  }

  @Endpoint(PatchStakeholder)
  changeStakeholder(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PatchStakeholder>) {
    return this.stakeholders.change(caller, input);
  }

  @Endpoint(CreateRisk)
  openRisk(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateRisk>) {
    return this.risks.open(caller, input);
  }

  @Endpoint(PatchRisk)
  changeRisk(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PatchRisk>) {
    return this.risks.change(caller, input);
  }

  @Endpoint(CreateEvent)
  addEvent(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateEvent>) {
    return this.meetings.add(caller, input);
  }

  @Endpoint(PatchEvent)
  changeEvent(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PatchEvent>) {
    return this.meetings.change(caller, input);
  }

  @Endpoint(CreateCustomerActivity)
  addActivity(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateCustomerActivity>) {
    return this.activities.add(caller, input);
  }
}

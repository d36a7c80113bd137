import { Controller } from '@nestjs/common';
import { ChangeAssignment, GetBackupReasons, type InputOf } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { AssigningService } from './assigning.service.js';
import { ReassigningService } from './reassigning.service.js';

@Controller()
export class AssigningController {
  constructor(
    private readonly assigning: AssigningService,
    private readonly reassigning: ReassigningService,
  ) {}

  @Endpoint(GetBackupReasons)
  explain(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetBackupReasons>) {
    return this.assigning.explain(caller, input.absence_id, input.user_id);
  }

  @Endpoint(ChangeAssignment)
  change(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeAssignment>) {
    return this.reassigning.change(caller, input);
  }
}

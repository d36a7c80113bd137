import { Controller } from '@nestjs/common';
import {
  type InputOf,
  PlanTakeOver,
  PreviewSplit,
  PutSplit,
  ReleaseCustomer,
  SetUpCoverage,
  TakeOverCustomer,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { ResplitService } from './resplit.service.js';
import { SetupService } from './setup.service.js';
import { SplitPreview } from './split-preview.service.js';
import { TakeoverPlans } from './takeover-plans.service.js';
import { TakeoversService } from './takeovers.service.js';

@Controller()
export class CoverageSetupController {
  constructor(
    private readonly setups: SetupService,
    private readonly previews: SplitPreview,
    private readonly splits: ResplitService,
    private readonly takeovers: TakeoversService,
    private readonly takeoverPlans: TakeoverPlans,
  ) {}

  @Endpoint(SetUpCoverage)
  setUp(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SetUpCoverage>) {
    return this.setups.setUp(caller, input);
  }

  @Endpoint(PreviewSplit)
  previewSplit(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PreviewSplit>) {
    return this.previews.preview(caller, input);
  }

  @Endpoint(PutSplit)
  putSplit(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutSplit>) {
    return this.splits.put(caller, input);
  }

  @Endpoint(PlanTakeOver)
  planTakeOver(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PlanTakeOver>) {
    return this.takeoverPlans.of(caller, input.customer_id);
  }

  @Endpoint(TakeOverCustomer)
  takeOver(@Caller() caller: CallerContext, @Input() input: InputOf<typeof TakeOverCustomer>) {
    return this.takeovers.takeOver(caller, input.customer_id);
  }

  @Endpoint(ReleaseCustomer)
  release(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ReleaseCustomer>) {
    return this.takeovers.release(caller, input.customer_id);
  }
}

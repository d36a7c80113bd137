import { Controller } from '@nestjs/common';
import {
  CreateEscalation,
  GetEscalation,
  GetEscalationBoard,
  GetEscalationTimeline,
  type InputOf,
  ListCategories,
  ListDuplicates,
  ListEscalations,
  PreviewEscalation,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { EscalationBoard } from './escalation-board.service.js';
import { EscalationEntry } from './escalation-entry.service.js';
import { EscalationPreviews } from './escalation-previews.service.js';
import { EscalationsService } from './escalations.service.js';

@Controller()
export class EscalationsController {
  constructor(
    private readonly entry: EscalationEntry,
    private readonly escalations: EscalationsService,
    private readonly previews: EscalationPreviews,
    private readonly boards: EscalationBoard,
  ) {}

  @Endpoint(ListCategories)
  categories(@Caller() caller: CallerContext) {
    return this.escalations.categories(caller);
  }

  @Endpoint(CreateEscalation)
  create(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateEscalation>) {
    return this.entry.create(caller, input);
  }

  @Endpoint(ListEscalations)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListEscalations>) {
    return this.escalations.list(caller, input);
  }

  @Endpoint(PreviewEscalation)
  preview(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PreviewEscalation>) {
    return this.previews.of(caller, input);
  }

  @Endpoint(ListDuplicates)
  duplicates(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListDuplicates>) {
    return this.escalations.duplicates(caller, input);
  }

  @Endpoint(GetEscalationBoard)
  board(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetEscalationBoard>) {
    return this.boards.of(caller, input);
  }

  @Endpoint(GetEscalation)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetEscalation>) {
    return this.escalations.get(caller, input.escalation_id);
  }

  @Endpoint(GetEscalationTimeline)
  timeline(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetEscalationTimeline>) {
    return this.escalations.timeline(caller, input);
  }
}

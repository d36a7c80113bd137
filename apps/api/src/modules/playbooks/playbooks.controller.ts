import { Controller } from '@nestjs/common';
import {
  ChangePlaybook,
  ChangeTemplate,
  CreatePlaybook,
  CreateTemplate,
  GetPlaybook,
  GetTemplate,
  type InputOf,
  ListAdminTemplates,
  ListPlaybooks,
  ListTemplates,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { PlaybooksService } from './playbooks.service.js';
import { TemplatesService } from './templates.service.js';

@Controller()
export class PlaybooksController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly playbooks: PlaybooksService,
  ) {}

  @Endpoint(ListTemplates)
  offerTemplates(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListTemplates>) {
    return this.templates.offer(caller, input);
  }

  @Endpoint(ListAdminTemplates)
  listTemplates(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListAdminTemplates>) {
    return this.templates.list(caller, input);
  }

  @Endpoint(GetTemplate)
  getTemplate(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetTemplate>) {
    return this.templates.get(caller, input.template_id);
  }

  @Endpoint(CreateTemplate)
  createTemplate(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateTemplate>) {
    return this.templates.create(caller, input);
  }

  @Endpoint(ChangeTemplate)
  changeTemplate(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeTemplate>) {
    return this.templates.change(caller, input);
  }

  @Endpoint(ListPlaybooks)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListPlaybooks>) {
    return this.playbooks.list(caller, input);
  }

  @Endpoint(GetPlaybook)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetPlaybook>) {
    return this.playbooks.get(caller, input.playbook_id);
  }

  @Endpoint(CreatePlaybook)
  create(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreatePlaybook>) {
    return this.playbooks.create(caller, input);
  }

  @Endpoint(ChangePlaybook)
  change(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangePlaybook>) {
    return this.playbooks.change(caller, input);
  }
}

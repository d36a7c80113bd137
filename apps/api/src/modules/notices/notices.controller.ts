import { Controller } from '@nestjs/common';
import {
  GetNoticeTemplates,
  type InputOf,
  ListNotices,
  NotifyCustomers,
  PreviewNoticeTemplate,
  PutNoticeTemplates,
  SetNoticeOptOut,
  SetNoticePlan,
  SetNoticeZone,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { NoticeTemplatesService } from './notice-templates.service.js';
import { NoticeWishes } from './notice-wishes.service.js';
import { NoticesService } from './notices.service.js';
import { NotifyCustomersService } from './notify-customers.service.js';

@Controller()
export class NoticesController {
  constructor(
    private readonly notices: NoticesService,
    private readonly notifying: NotifyCustomersService,
    private readonly wishes: NoticeWishes,
    private readonly templates: NoticeTemplatesService,
  ) {}

  @Endpoint(NotifyCustomers)
  notify(@Caller() caller: CallerContext, @Input() input: InputOf<typeof NotifyCustomers>) {
    return this.notifying.notify(caller, input);
  }

  @Endpoint(ListNotices)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListNotices>) {
    return this.notices.list(caller, input.absence_id);
  }

  @Endpoint(SetNoticePlan)
  setPlan(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SetNoticePlan>) {
    return this.notices.setPlan(caller, input);
  }

  @Endpoint(SetNoticeOptOut)
  setOptOut(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SetNoticeOptOut>) {
    return this.wishes.setOptOut(caller, input);
  }

  @Endpoint(SetNoticeZone)
  setZone(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SetNoticeZone>) {
    return this.wishes.setZone(caller, input);
  }

  @Endpoint(GetNoticeTemplates)
  getTemplates(@Caller() caller: CallerContext) {
    return this.templates.get(caller);
  }

  @Endpoint(PutNoticeTemplates)
  putTemplates(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutNoticeTemplates>) {
    return this.templates.put(caller, input);
  }

  @Endpoint(PreviewNoticeTemplate)
  previewTemplate(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PreviewNoticeTemplate>) {
    return this.templates.preview(caller, input);
  }
}

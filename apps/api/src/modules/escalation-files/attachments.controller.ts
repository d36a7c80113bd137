import { Controller } from '@nestjs/common';
import { AddAttachment, type InputOf, ListAttachments, ReadAttachment, RemoveAttachment } from '@understudy/contracts';
import type { FastifyReply } from 'fastify';
import {
  Caller,
  type CallerContext,
  Endpoint,
  type IncomingUpload,
  Input,
  Reply,
  Upload,
} from '../../platform/http/index.js';
import { headersOf } from './attachment.headers.js';
import { AttachmentUploads } from './attachment-uploads.service.js';
import { AttachmentsService } from './attachments.service.js';

@Controller()
export class AttachmentsController {
  constructor(
    private readonly attachments: AttachmentsService,
    private readonly uploads: AttachmentUploads,
  ) {}

  @Endpoint(ListAttachments)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListAttachments>) {
    return this.attachments.list(caller, input.escalation_id);
  }

  @Endpoint(AddAttachment)
  add(
    @Caller() caller: CallerContext,
    @Input() input: InputOf<typeof AddAttachment>,
    @Upload() upload: IncomingUpload,
  ) {
    return this.uploads.add(caller, input.escalation_id, upload);
  }

  @Endpoint(ReadAttachment)
  async read(
    @Caller() caller: CallerContext,
    @Input() input: InputOf<typeof ReadAttachment>,
    @Reply() reply: FastifyReply,
  ) {
    const { row, bytes } = await this.attachments.open(caller, input.escalation_id, input.attachment_id);
    return reply.headers(headersOf(row)).send(bytes);
  }

  @Endpoint(RemoveAttachment)
  remove(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RemoveAttachment>) {
    return this.attachments.remove(caller, input);
  }
}

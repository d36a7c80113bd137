import { Readable } from 'node:stream';
import { Controller } from '@nestjs/common';
import {
  CreateApiKey,
  ExportAudit,
  type InputOf,
  ListApiKeys,
  ListAudit,
  RevokeApiKey,
  VerifyAudit,
} from '@understudy/contracts';
import type { FastifyReply } from 'fastify';
import { Caller, type CallerContext, Endpoint, Input, Reply } from '../../platform/http/index.js';
import { ApiKeysService } from './api-keys.service.js';
import { AuditService } from './audit.service.js';

/** API keys and the audit. */
@Controller()
export class AdminSecurityController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly audit: AuditService,
  ) {}

  @Endpoint(ListApiKeys)
  listKeys(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListApiKeys>) {
    return this.keys.list(caller, input);
  }

  @Endpoint(CreateApiKey)
  createKey(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateApiKey>) {
    return this.keys.create(caller, input);
  }

  @Endpoint(RevokeApiKey)
  revokeKey(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RevokeApiKey>) {
    return this.keys.revoke(caller, input);
  }

  @Endpoint(ListAudit)
  listAudit(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListAudit>) {
    return this.audit.list(caller, input);
  }

  @Endpoint(VerifyAudit)
  verifyAudit(@Caller() caller: CallerContext) {
    return this.audit.verify(caller);
  }

  @Endpoint(ExportAudit)
  exportAudit(
    @Caller() caller: CallerContext,
    @Input() input: InputOf<typeof ExportAudit>,
    @Reply() reply: FastifyReply,
  ) {
    return input.format === 'csv'
      ? attached(reply, 'text/csv', 'understudy-history.csv', this.audit.exportTable(caller, input))
      : attached(reply, 'application/x-ndjson', 'understudy-history.jsonl', this.audit.export(caller));
  }
}

const attached = (reply: FastifyReply, type: string, name: string, text: AsyncGenerator<string>) =>
  reply
    .header('content-type', `${type}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(text));

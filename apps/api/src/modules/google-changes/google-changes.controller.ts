import { Controller } from '@nestjs/common';
import { GetGoogleChanges, type InputOf, PutGoogleChanges } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { GoogleChangeSettings } from './google-change-settings.js';

@Controller()
export class GoogleChangesController {
  constructor(private readonly settings: GoogleChangeSettings) {}

  @Endpoint(GetGoogleChanges)
  get(@Caller() caller: CallerContext) {
    return this.settings.get(caller.tenantId);
  }

  @Endpoint(PutGoogleChanges)
  put(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutGoogleChanges>) {
    return this.settings.put(caller, input);
  }
}

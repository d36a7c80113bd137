import { Controller } from '@nestjs/common';
import { GetAbsenceSettings, type InputOf, PutAbsenceSettings } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { AbsenceSettingsService } from './absence-settings.service.js';

@Controller()
export class AbsenceSettingsController {
  constructor(private readonly settings: AbsenceSettingsService) {}

  @Endpoint(GetAbsenceSettings)
  get(@Caller() caller: CallerContext) {
    return this.settings.get(caller);
  }

  @Endpoint(PutAbsenceSettings)
  put(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutAbsenceSettings>) {
    return this.settings.put(caller, input);
  }
}

import { Controller } from '@nestjs/common';
import {
  DeleteGoogleConnection,
  GetGoogleConnection,
  type InputOf,
  PutGoogleConnection,
  SyncGoogleDirectory,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { GoogleDirectoryService } from './google-directory.service.js';
import { GoogleConnectionService } from './google-connection.service.js';

@Controller()
export class GoogleConnectionController {
  constructor(
    private readonly connection: GoogleConnectionService,
    private readonly directory: GoogleDirectoryService,
  ) {}

  @Endpoint(GetGoogleConnection)
  get(@Caller() caller: CallerContext) {
    return this.connection.get(caller);
  }

  @Endpoint(PutGoogleConnection)
  put(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutGoogleConnection>) {
    return this.connection.put(caller, input);
  }

  @Endpoint(DeleteGoogleConnection)
  end(@Caller() caller: CallerContext) {
    return this.connection.end(caller);
  }

  @Endpoint(SyncGoogleDirectory)
  sync(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SyncGoogleDirectory>) {
    return this.directory.sync(caller, input);
  }
}

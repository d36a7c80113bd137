import { Global, Module } from '@nestjs/common';
import { PeopleDirectory } from '../../platform/identity/index.js';
import { AccessService } from './access.service.js';
import { DirectoryRepository } from './directory.repository.js';
import { PeopleRepository } from './people.repository.js';
import { TenantCreation } from './tenant-creation.service.js';

/** Global: identity needs the port to people before any other module is there. */
@Global()
@Module({
  providers: [
    PeopleRepository,
    DirectoryRepository,
    AccessService,
    TenantCreation,
    { provide: PeopleDirectory, useExisting: PeopleRepository },
  ],
  exports: [DirectoryRepository, AccessService, PeopleDirectory, TenantCreation],
})
export class DirectoryModule {}

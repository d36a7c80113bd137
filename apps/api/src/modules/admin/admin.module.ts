import { Module } from '@nestjs/common';
import { AdminController } from './admin.controller.js';
import { AdminSecurityController } from './admin-security.controller.js';
import { AdminTeamsRepository } from './admin-teams.repository.js';
import { AdminTeamsService } from './admin-teams.service.js';
import { AdminUsersRepository } from './admin-users.repository.js';
import { AdminUsersService } from './admin-users.service.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { Departures } from './departures.service.js';
import { PeopleChanges } from './people-changes.service.js';

@Module({
  controllers: [AdminController, AdminSecurityController],
  providers: [
    AdminUsersRepository,
    AdminUsersService,
    AdminTeamsRepository,
    AdminTeamsService,
    ApiKeysRepository,
    ApiKeysService,
    AuditRepository,
    AuditService,
    Departures,
    PeopleChanges,
  ],
  exports: [AdminUsersRepository, AdminUsersService, PeopleChanges],
})
export class AdminModule {}

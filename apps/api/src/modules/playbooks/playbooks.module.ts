import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/index.js';
import { FilledTemplates } from './filled-templates.service.js';
import { PlaybookActionsRepository } from './playbook-actions.repository.js';
import { PlaybooksController } from './playbooks.controller.js';
import { PlaybooksRepository } from './playbooks.repository.js';
import { PlaybooksService } from './playbooks.service.js';
import { TemplatesRepository } from './templates.repository.js';
import { TemplatesService } from './templates.service.js';

/** What an organisation has prepared for escalations. The escalations themselves are another module's. */
@Module({
  imports: [CustomersModule],
  controllers: [PlaybooksController],
  providers: [
    TemplatesRepository,
    FilledTemplates,
    TemplatesService,
    PlaybooksRepository,
    PlaybooksService,
    PlaybookActionsRepository,
  ],
  exports: [FilledTemplates, PlaybooksRepository, PlaybookActionsRepository],
})
export class PlaybooksModule {}

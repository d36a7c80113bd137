import { Module } from '@nestjs/common';
import { ENV, type Env } from '../../config/index.js';
import { EscalationsModule } from '../escalations/index.js';
import { IntegrationsModule } from '../integrations/index.js';
import { AttachedFiles } from './attached-files.service.js';
import { AttachmentNews } from './attachment-news.service.js';
import { AttachmentUploads } from './attachment-uploads.service.js';
import { AttachmentsController } from './attachments.controller.js';
import { AttachmentsRepository } from './attachments.repository.js';
import { AttachmentsService } from './attachments.service.js';
import { DiskFileStore } from './disk-file-store.js';
import { FileIntake, filesFolder } from './file-intake.js';
import { FileStore } from './file-store.js';
import { S3FileStore } from './s3-file-store.js';
import { StorageProbe } from './storage.probe.js';

const storeOf = (env: Env): FileStore => (env.s3 ? new S3FileStore(env.s3) : new DiskFileStore(filesFolder(env)));

@Module({
  imports: [EscalationsModule, IntegrationsModule],
  controllers: [AttachmentsController],
  providers: [
    AttachmentsRepository,
    AttachmentNews,
    AttachedFiles,
    FileIntake,
    AttachmentUploads,
    AttachmentsService,
    StorageProbe,
    { provide: FileStore, inject: [ENV], useFactory: storeOf },
  ],
})
export class EscalationFilesModule {}

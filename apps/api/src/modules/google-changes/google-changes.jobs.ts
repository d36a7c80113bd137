import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type AssignmentId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { Handlers, type Message } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { GOOGLE_WORK } from '../google/index.js';
import { DocumentsService } from './documents.service.js';
import { HandbackEvents } from './handback-events.service.js';

/** After these a document says something else, or somebody else may read it. */
const OF_DOCUMENTS = [
  'briefs.written',
  'coverage.accepted',
  'coverage.started',
  'coverage.ended',
  'coverage.released',
  'coverage.lapsed',
  'coverage.rejected',
  'coverage.taken-over',
  'handback.ready',
  'handback.handed-back',
  'handback.completed',
  'google.document-due',
] as const;

@Injectable()
export class GoogleChangesJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly documents: DocumentsService,
    private readonly events: HandbackEvents,
    private readonly tenancy: Tenancy,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    for (const type of OF_DOCUMENTS)
      this.handlers.onMessage(
        type,
        (message) => about(message, (id) => this.documents.follow(message.tenantId, id)),
        'google-documents',
      );
    for (const type of ['integration.restored', 'routing.look-at-all'])
      this.handlers.onMessage(type, ({ tenantId }) => this.documents.lookAtAll(tenantId), 'google-documents');
    // connected after a coverage began: it follows
    this.handlers.onMessage(
      GOOGLE_WORK.changed,
      ({ tenantId }) => this.tenancy.run(tenantId, (tx) => this.outbox.add(tx, { type: 'routing.look-at-all' })),
      'google-changes',
    );
    this.handlers.onMessage(
      'handback.meeting-proposed',
      (message) => about(message, (id) => this.events.follow(message.tenantId, id)),
      'google-meeting',
    );
  }
}

async function about({ payload }: Message, work: (id: AssignmentId) => Promise<void>): Promise<void> {
  const id = payload['assignment_id'];
  if (typeof id === 'string') await work(asId<AssignmentId>(id));
}

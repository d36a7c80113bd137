import type { CoverageBrief } from '@understudy/contracts';
import type { CustomerId } from '@understudy/domain';
import type { z } from 'zod';
import { briefChanges } from './brief-changes.js';
import type { BriefContent } from './brief-content.js';
import type { BriefRecord } from './briefs.repository.js';

export type BriefView = z.output<typeof CoverageBrief>;

/** A kept brief as it reads now: what stands today, and what of it changed since the reader last looked. */
export const toView = (brief: BriefRecord, live: BriefContent): BriefView => ({
  ...live,
  id: brief.id,
  coverage_assignment_id: brief.assignmentId,
  customer_id: brief.customerId,
  generated_at: brief.generatedAt,
  frozen: brief.frozen,
  notes_added: brief.notesAdded,
  viewed_at: brief.viewedAt,
  acknowledged_at: brief.acknowledgedAt,
  changed_since_viewed: briefChanges(brief.viewedContent ?? brief.content, live),
});

/** A customer that has no kept brief for the reader: only what stands today. */
export const liveView = (now: Temporal.Instant, customerId: CustomerId, content: BriefContent): BriefView => ({
  ...content,
  id: null,
  coverage_assignment_id: null,
  customer_id: customerId,
  generated_at: now,
  frozen: false,
  notes_added: '',
  viewed_at: null,
  acknowledged_at: null,
  changed_since_viewed: [],
});

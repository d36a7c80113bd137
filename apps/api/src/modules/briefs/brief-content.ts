import { BriefMeeting, CoverageBrief, CustomerActivity } from '@understudy/contracts';
import { z } from 'zod';

/** The part of a brief that is written and kept; who read it and what was noted stands in its row. */
export const BriefContent = CoverageBrief.omit({
  id: true,
  coverage_assignment_id: true,
  customer_id: true,
  generated_at: true,
  frozen: true,
  notes_added: true,
  viewed_at: true,
  acknowledged_at: true,
  changed_since_viewed: true,
});
export type BriefContent = z.output<typeof BriefContent>;

const { recent_activity: activity, scheduled_events: events, communication_history: history } = BriefContent.shape;

/** Briefs that were frozen before there was advice on meetings, sentiment and a communication history lack them for good. */
const Stored = BriefContent.extend({
  recent_activity: activity.extend({
    value: z.array(CustomerActivity.extend({ sentiment: z.number().nullable().default(null) })),
  }),
  scheduled_events: events.extend({
    value: z.array(
      BriefMeeting.extend({
        customer_facing: z.boolean().default(true),
        handling: BriefMeeting.shape.handling.default(null),
        recommendation: BriefMeeting.shape.recommendation.default('attend'),
        recommendation_reason: z.string().default(''),
      }),
    ),
  }),
  communication_history: history.optional(),
});

/** Reads a brief as it was stored, whichever release wrote it. */
export function readContent(stored: unknown): BriefContent {
  const { communication_history: said, ...rest } = Stored.parse(stored);
  return { ...rest, communication_history: said ?? { ...rest.recent_activity, value: [] } };
}

/** How a brief is stored. */
export const storeContent = (content: BriefContent): string => JSON.stringify(z.encode(BriefContent, content));

import { RECURRENCE_FREQUENCIES } from '@understudy/domain';
import { z } from 'zod';
import { day } from './core/time.js';

/** How an absence comes again: RFC 5545's words, weekdays as ISO numbers (1 is Monday), days in the person's zone. */
export const Recurrence = z
  .strictObject({
    freq: z.enum(RECURRENCE_FREQUENCIES),
    interval: z.int().min(1).max(366).optional(),
    by_weekday: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
    until: day.optional(),
    count: z.int().min(1).max(730).optional(),
  })
  .meta({ id: 'Recurrence' });

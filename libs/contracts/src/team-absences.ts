import { ABSENCE_STATUSES } from '@understudy/domain';
import { z } from 'zod';
import { Absence, ABSENCE_TYPES, Gap } from './absences.js';
import { paging, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { teamId, uuid } from './core/text.js';
import { day, instant, span } from './core/time.js';

export const ListTeamAbsences = endpoint({
  method: 'GET',
  path: '/api/team/absences',
  summary: 'Who of my team is away, and how covered they are',
  allow: 'coverage:read',
  query: {
    from: day.optional(),
    to: day.optional(),
    team_id: teamId.optional(),
    ...paging,
  },
  /** By first day; `gaps` are those of the absences on the page. */
  response: z
    .object({ items: z.array(Absence), gaps: z.array(Gap), next_cursor: z.string().nullable() })
    .meta({ id: 'TeamAbsences' }),
  errors: ['teams.not-found'],
});

/** Who looks after how many of the absent person's customers in one stretch of time. */
const LaneShare = z.object({
  because: z.enum(['coverage', 'team-fallback', 'manager', 'gap']),
  /** null is a gap: nobody. */
  user: PersonRef.nullable(),
  /** Of the backup; null for everybody else. */
  tier: z.int().nullable(),
  customers: z.int(),
  /** Of these, for how many somebody is asked and has not answered yet. */
  waiting: z.int(),
});
export const CoverageCalendar = z
  .object({
    from: day,
    to: day,
    people: z.array(
      z.object({
        user: PersonRef,
        time_zone: z.string(),
        team: z.object({ id: uuid, name: z.string() }).nullable(),
        /** That they own. */
        customers: z.int(),
        /** How much they can carry; null for everybody but the person and their managers. */
        capacity_points: z.number().nullable(),
        /** Within from and to: of the business calendars that count in their zone. */
        holidays: z.array(z.object({ on: day, name: z.string().nullable() })),
        absences: z.array(
          z.object({
            id: uuid,
            status: z.enum(ABSENCE_STATUSES),
            /** null for everybody but the person and their managers: they read "away". */
            absence_type: z.enum(ABSENCE_TYPES).nullable(),
            start_date: day,
            end_date: day.nullable(),
            time_zone: z.string(),
            during: span,
            is_partial: z.boolean(),
            windows: z.array(z.object({ starts_at: instant, ends_at: instant })),
            unplanned: z.boolean(),
            customer_count: z.int(),
            /** Tiles the absence within from and to, by start; empty for suggestions and for people without customers. */
            lane: z.array(
              z.object({
                starts_at: instant,
                ends_at: instant,
                /** The local days it touches, both inclusive. */
                first_on: day,
                last_on: day,
                shares: z.array(LaneShare),
              }),
            ),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CoverageCalendar' });
export const GetCoverageCalendar = endpoint({
  method: 'GET',
  path: '/api/team/coverage-calendar',
  summary: 'Who of my team is away, and who looks after their customers meanwhile: up to 92 days',
  allow: 'coverage:read',
  query: {
    from: day.optional(),
    to: day.optional(),
    team_id: teamId.optional(),
    everybody: z.stringbool().optional().describe('true: also whoever looks after customers and is not away'),
  },
  response: CoverageCalendar,
  errors: ['teams.not-found', 'absences.range-too-long', 'absences.ends-before-start'],
});

/** Absences of `userId` that keep them away at `at` (product.md 10: partial days are real times); `a` is the absence. */
const away = (userId: string, at: string): string => `
  a.tenant_id = $1 and a.user_id = ${userId} and a.status not in ('suggested', 'cancelled') and a.during @> ${at}::timestamptz
  and (jsonb_array_length(a.windows) = 0
       or exists (select from jsonb_to_recordset(a.windows) as w ("startsAt" timestamptz, "endsAt" timestamptz)
                   where w."startsAt" <= ${at}::timestamptz and ${at}::timestamptz < w."endsAt"))`;

/** SQL that is true while they are away. */
export const isAbsent = (userId: string, at: string): string =>
  `exists (select from csm_absences a where ${away(userId, at)})`;

/** SQL of the first instant one of the absences that keep them away now is over; null when none, or when it is open-ended. */
export const absentUntil = (userId: string, at: string): string => `(
  select min(coalesce((select min(w."endsAt") from jsonb_to_recordset(a.windows) as w ("startsAt" timestamptz, "endsAt" timestamptz)
                        where w."startsAt" <= ${at}::timestamptz and ${at}::timestamptz < w."endsAt"), upper(a.during)))
    from csm_absences a where ${away(userId, at)})`;

import type { RoutingValue } from '@understudy/domain';
import { z } from 'zod';
import { type Gmail, type MailboxPart, ME } from './mailbox-part.js';

/** As Gmail keeps it, with what it leaves out when it is empty. Times are milliseconds since 1970, as text. */
const VacationReply = z.object({
  enableAutoReply: z.boolean().nullish().transform(Boolean),
  responseSubject: z.string().nullish().transform(orEmpty),
  responseBodyPlainText: z.string().nullish().transform(orEmpty),
  responseBodyHtml: z.string().nullish().transform(orEmpty),
  restrictToContacts: z.boolean().nullish().transform(Boolean),
  restrictToDomain: z.boolean().nullish().transform(Boolean),
  startTime: z.string().nullish().transform(orNull),
  endTime: z.string().nullish().transform(orNull),
});
type VacationReply = z.output<typeof VacationReply>;

function orEmpty(text: string | null | undefined): string {
  return text ?? '';
}
function orNull(text: string | null | undefined): string | null {
  return text ?? null;
}

/** What is to be answered between the two; the end is open when nobody knows it. */
export const vacationValue = (
  words: { readonly subject: string; readonly body: string },
  startsAt: Temporal.Instant,
  endsAt: Temporal.Instant | null,
): VacationReply => ({
  enableAutoReply: true,
  responseSubject: words.subject,
  responseBodyPlainText: words.body,
  responseBodyHtml: '',
  restrictToContacts: false,
  restrictToDomain: false,
  startTime: String(startsAt.epochMilliseconds),
  endTime: endsAt && String(endsAt.epochMilliseconds),
});

/** The mailbox has one reply. It is replaced as a whole, so what was there before is kept as a whole. */
export const VACATION: MailboxPart = {
  need: 'vacation',
  async read(gmail: Gmail): Promise<RoutingValue> {
    const { data } = await gmail.users.settings.getVacation(ME);
    return VacationReply.parse(data);
  },
  async write(gmail: Gmail, _about: string, value: RoutingValue): Promise<void> {
    const { enableAutoReply, ...rest } = VacationReply.parse(value ?? {});
    await gmail.users.settings.updateVacation({
      ...ME,
      // what is empty is left out, as Gmail does; it reads the HTML alone when there is one
      requestBody: { enableAutoReply, ...Object.fromEntries(Object.entries(rest).filter(([, said]) => Boolean(said))) },
    });
  },
};

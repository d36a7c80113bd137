import type { Brief } from './customer-page.js';

/** What a brief does not know, said, so that nobody takes silence for "all is well". */
export function missingFrom(brief: Brief): readonly string[] {
  const contacts = brief.key_contacts.value;
  return [
    brief.special_notes.value ? '' : 'No note of the owner for this time.',
    contacts.length === 0
      ? 'Nobody to talk to is known.'
      : contacts.some(({ email }) => email)
        ? ''
        : 'Nobody to talk to has an e-mail address.',
    brief.customer.renewal_date ? '' : 'No day of renewal.',
    brief.communication_history.value.length === 0 && brief.recent_activity.value.length === 0
      ? 'Nothing was said between us and them in 90 days, or it was not written down.'
      : '',
    brief.scheduled_events.value.length === 0 ? 'No meeting falls into this time.' : '',
  ].filter((words) => words);
}

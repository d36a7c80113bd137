/** The statuses of the supporter document, in the order of an escalation's life; libs/domain `SupporterStatus`. */
export const SUPPORTER_STATUSES = ['pending', 'assigned', 'in_progress', 'on_hold', 'resolved', 'closed'] as const;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const dayWords = (on: Temporal.PlainDate): string => `${on.day} ${MONTHS[on.month - 1] ?? ''}`;

/** "on 3 Aug", "3 to 7 Aug", "30 Jul to 7 Aug", "from 3 Aug on". */
export const daysWords = (firstOn: Temporal.PlainDate, lastOn: Temporal.PlainDate | null): string => {
  if (lastOn === null) return `from ${dayWords(firstOn)} on`;
  if (firstOn.equals(lastOn)) return `on ${dayWords(firstOn)}`;
  const isSameMonth = firstOn.year === lastOn.year && firstOn.month === lastOn.month;
  return `${isSameMonth ? firstOn.day : dayWords(firstOn)} to ${dayWords(lastOn)}`;
};

import { DomainError } from './errors.js';

/** Two years, a leap day in each: a report is made from every row of its period, so nobody asks for more at once. */
export const LONGEST_REPORT_DAYS = 732;

/** Throws reports.period-too-long for more days than {@link LONGEST_REPORT_DAYS}, parts of days included. */
export const requireReportDays = (days: number): void => {
  if (days > LONGEST_REPORT_DAYS)
    throw new DomainError('reports.period-too-long', { longest_days: LONGEST_REPORT_DAYS });
};

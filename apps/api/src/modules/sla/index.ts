export { CalendarsRepository, type CalendarRecord, toSlaCalendar } from './calendars.repository.js';
export { fromCalendar, fromSnapshot, toCalendars, toSnapshot } from './sla-snapshot.js';
export { SlaModule } from './sla.module.js';
export { SlaRepository, type SlaSettings } from './sla.repository.js';

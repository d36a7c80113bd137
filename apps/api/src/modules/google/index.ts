export { AbsenceIntake } from './absence-intake.port.js';
export { type AbsenceSighting, type CalendarSighting, type GoneSighting, toSighting } from './calendar-event.js';
export { GoogleClientFactory } from './google-client.factory.js';
export { GoogleModule } from './google.module.js';
/** Message types; the sandbox adds `WORK.pollAll` for each tenant when it settles. */
export { WORK as GOOGLE_WORK } from './google-work.js';

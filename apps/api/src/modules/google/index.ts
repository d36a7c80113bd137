export { AbsenceIntake } from './absence-intake.port.js';
export { absenceInTitle } from './absence-titles.js';
export { CalendarLooks, type EventLook, SeenEvent } from './calendar-looks.service.js';
export { type AbsenceSighting, type CalendarSighting, type GoneSighting, toSighting } from './calendar-event.js';
export { type Capability } from './google-access.js';
export { GoogleClients, type GooglePerson, type PersonClients } from './google-clients.js';
export { type GoogleFailure, headerOf, isGoogleFailure, readGoogleFailure } from './google-failure.js';
export { GOOGLE_NEEDS, type GoogleNeed } from './google-needs.js';
export { GoogleModule } from './google.module.js';
/** Message types; the sandbox adds `WORK.pollAll` for each tenant when it settles. */
export { WORK as GOOGLE_WORK } from './google-work.js';

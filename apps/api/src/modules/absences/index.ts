export { AbsenceEntry } from './absence-entry.service.js';
export { AbsenceRights } from './absence-rights.service.js';
export { AbsenceIntakeService } from './absence-intake.service.js';
export { AbsenceLifecycle } from './absence-lifecycle.service.js';
export { type AbsenceView, AbsenceViews } from './absence-views.service.js';
export { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';
export { AbsencesModule } from './absences.module.js';
export { CalendarAbsences } from './calendar-absences.js';
export { AutomaticAsking } from './automatic-asking.service.js';

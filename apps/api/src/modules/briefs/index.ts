export { BriefDesk } from './brief-desk.service.js';
export { BriefGate } from './brief-gate.service.js';
export { missingWords, priorityWords } from './brief-words.js';
export { decideBrief, type DepartureNote, nextDue, toOrder } from './brief.writer.js';
export { BriefsModule } from './briefs.module.js';
export { BriefsService } from './briefs.service.js';
export { DepartureNotesRepository } from './departure-notes.repository.js';
export { HandoffService } from './handoff.service.js';
export type { HandoffRecord } from './handoffs.repository.js';

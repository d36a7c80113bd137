export { AnswersService } from './answers.service.js';
export { toCoverageAssignment } from './assignment.mapper.js';
export { type AssignmentRecord, AssignmentsRepository } from './assignments.repository.js';
export { AssignmentsService, type OnCollision } from './assignments.service.js';
export type { By } from './coverage-news.service.js';
export { CoverageModule } from './coverage.module.js';
export { CoverageService } from './coverage.service.js';
export { SuggestionsService } from './suggestions.service.js';

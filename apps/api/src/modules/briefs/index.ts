export { decideBrief, nextDue, priorityWords, toOrder } from './brief.writer.js';
export { BriefsModule } from './briefs.module.js';
export { BriefsService } from './briefs.service.js';

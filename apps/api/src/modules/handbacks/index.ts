export { BusyTimes, type BusySource } from './busy-times.js';
export { meetingTitle } from './handback-meetings.service.js';
export { HandbacksModule } from './handbacks.module.js';
export { HandbacksService, type HandbackView } from './handbacks.service.js';
export { SurveysService } from './surveys.service.js';

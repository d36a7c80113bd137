export { HandbacksModule } from './handbacks.module.js';
export { HandbacksService } from './handbacks.service.js';
export { SurveysService } from './surveys.service.js';

export { NoticePlans } from './notice-plans.service.js';
export { NoticesModule } from './notices.module.js';

export { Introductions } from './introductions.service.js';
export type { NoticeSummary } from './notice.records.js';
export { NoticePlans } from './notice-plans.service.js';
export { type NoticePreview, NoticePreviews, type OptedOut } from './notice-previews.service.js';
export { NoticesModule } from './notices.module.js';
export { NoticesService } from './notices.service.js';

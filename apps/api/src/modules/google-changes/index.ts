export { GoogleChangeSettings } from './google-change-settings.js';
export { GoogleChangesModule } from './google-changes.module.js';

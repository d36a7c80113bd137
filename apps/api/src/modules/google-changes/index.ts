export { GoogleChangesModule } from './google-changes.module.js';

export { AddonModule } from './addon.module.js';
export { AddonCalendarModule } from './calendar.module.js';

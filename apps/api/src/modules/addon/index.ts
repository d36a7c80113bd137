export { AddonModule } from './addon.module.js';

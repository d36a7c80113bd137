export { PlaybooksModule } from './playbooks.module.js';

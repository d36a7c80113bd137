import { defineBackground } from 'wxt/utils/define-background';
import { startWorker } from '../worker/start.js';

export default defineBackground({ type: 'module', main: () => startWorker() });

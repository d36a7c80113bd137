export { DemoSeed } from './demo-seed.service.js';
export { SandboxModule } from './sandbox.module.js';

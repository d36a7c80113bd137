export { createSandbox, type Sandbox, type SandboxOptions } from './server.js';
export type { MailMessage, MailThread, Meeting, SandboxWorld } from './world.js';
export type { Person } from './people.js';

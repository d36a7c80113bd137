export { BadMasterKey, loadMasterKey } from './master-key.js';
export { type SecretPlace, Secrets, UnreadableSecret } from './secrets.js';
export { SecretsModule } from './secrets.module.js';

export { BadMasterKey, loadMasterKey, loadOldKeys } from './master-key.js';
export { countOutdated, type Rotated, rotateSecrets } from './rotation.js';
export { type SealedColumn } from './sealed-column.js';
export { type SecretPlace, Secrets, UnreadableSecret } from './secrets.js';
export { SecretsModule } from './secrets.module.js';

export { addonRuntime, type AddonRuntimeOptions } from './plugin.js';
export type { AddonEvent, FieldInput } from './event.js';
export type { MessageMetadata, Printed } from './protocol.js';

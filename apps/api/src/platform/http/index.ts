export * from './caller.js';
export { Caller, Endpoint, Input, Open, Reply } from './endpoint.js';
export { byCaller } from './by-caller.js';
export { decodeCursor, encodeCursor } from './paging.js';
export { MalformedInput } from './problem.js';
export { parseInput } from './input.js';
export { SignedBody } from './signed-body.js';
export { type IncomingUpload, type ReceivedFile, Upload } from './upload.js';
export { Revalidated } from './unchanged.js';

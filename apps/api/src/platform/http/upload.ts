import { createHash } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import multipart, { type MultipartFile } from '@fastify/multipart';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ENDPOINTS } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { MalformedInput } from './problem.js';

/** A file as it came in, complete, on this machine's disk; whoever received it moves or removes it. */
export interface ReceivedFile {
  readonly path: string;
  /** As the client called it: not fit to be used or shown. */
  readonly sentName: string;
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** The body of an `upload` endpoint, not read yet: first decide whether it is wanted. */
export interface IncomingUpload {
  /**
   * Writes the part named "file" to `path`, as it comes, and reads the body to its end. Throws uploads.no-file, uploads.more-than-one,
   * uploads.empty, uploads.too-large, MalformedInput for anything else in the body; then nothing is left at `path`.
   */
  receive(path: string, mostBytes: number): Promise<ReceivedFile>;
}

/** What boundaries, headers of parts and a long name may add to a file. */
const FRAME_BYTES = 16_384;
/** Of a form of which nothing is read. */
export const LONGEST_FORM_BYTES = 4_096;
/** Of a body that is refused this much is still read, so that the client gets to our answer; then the connection is cut. */
const MOST_DISCARDED_BYTES = 64_000_000;

const routesOf = (kind: 'upload' | 'form'): ReadonlySet<string> =>
  new Set(
    Object.values(ENDPOINTS).flatMap((endpoint) =>
      endpoint[kind] ? [`${endpoint.method} ${endpoint.path.replace(/\{(\w+)\}/g, ':$1')}`] : [],
    ),
  );
const uploadRoutes = routesOf('upload');
const formRoutes = routesOf('form');

/** True at an endpoint whose contract says `form`. */
export const isUnreadForm = ({ method, routeOptions }: FastifyRequest): boolean =>
  formRoutes.has(`${method} ${routeOptions.url}`);

/**
 * Lets multipart bodies in at `upload` endpoints, and nowhere else: there JSON stays the only kind, at most 1 MB, and a form of another
 * site cannot reach anything. A body that is not there after `bodyPatienceMs` is cut off; a file that is wanted may take as long as the
 * server lets any request take.
 */
export async function acceptUploads(fastify: FastifyInstance, bodyPatienceMs: number): Promise<void> {
  await fastify.register(multipart, { throwFileSizeLimit: false });
  endSlowBodies(fastify, bodyPatienceMs);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isForm = request.headers['content-type']?.trimStart().toLowerCase().startsWith('multipart/');
    const route = `${request.method} ${request.routeOptions.url}`;
    if (!isForm || uploadRoutes.has(route)) return done();
    if (!formRoutes.has(route)) return done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('multipart'));
    const isLong = Number(request.headers['content-length'] ?? 0) > LONGEST_FORM_BYTES;
    return done(isLong ? new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE() : undefined);
  });
}

const patience = new WeakMap<IncomingMessage, NodeJS.Timeout>();

function endSlowBodies(fastify: FastifyInstance, bodyPatienceMs: number): void {
  fastify.addHook('onRequest', ({ raw, headers }, _reply, done) => {
    if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) {
      const timer = setTimeout(() => raw.complete || raw.destroy(), bodyPatienceMs).unref();
      patience.set(raw, timer);
      raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
    }
    done();
  });
}

/** The upload of an endpoint that says `upload: true`. */
export const Upload = createParamDecorator((_: unknown, context: ExecutionContext): IncomingUpload => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { receive: (path, mostBytes) => receive(request, path, mostBytes) };
});

async function receive(request: FastifyRequest, path: string, mostBytes: number): Promise<ReceivedFile> {
  if (!request.isMultipart()) throw new DomainError('uploads.no-file');
  clearTimeout(patience.get(request.raw));
  try {
    if (Number(request.headers['content-length'] ?? 0) > mostBytes + FRAME_BYTES)
      throw new DomainError('uploads.too-large');
    return await readParts(request, path, mostBytes);
  } catch (error) {
    discardRest(request);
    await rm(path, { force: true });
    throw isOurs(error) ? error : new MalformedInput([{ path: '', message: 'the multipart body cannot be read' }]);
  }
}

async function readParts(request: FastifyRequest, path: string, mostBytes: number): Promise<ReceivedFile> {
  let received: ReceivedFile | null = null;
  const limits = {
    files: 2,
    parts: 3,
    fields: 1,
    fieldSize: 100,
    fieldNameSize: 100,
    headerPairs: 20,
    fileSize: mostBytes,
  };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field' || part.fieldname !== 'file')
      throw new MalformedInput([{ path: part.fieldname.toWellFormed().slice(0, 100), message: 'unknown field' }]);
    if (received) throw new DomainError('uploads.more-than-one');
    received = await write(part, path);
  }
  if (!received) throw new DomainError('uploads.no-file');
  return received;
}

async function write(part: MultipartFile, path: string): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = createWriteStream(path, { mode: 0o600, flush: true });
  try {
    await pipeline(
      part.file,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          sizeBytes += chunk.length;
          yield chunk;
        }
      },
      file,
    );
  } finally {
    await closed(file);
  }
  if (part.file.truncated) throw new DomainError('uploads.too-large');
  if (sizeBytes === 0) throw new DomainError('uploads.empty');
  return { path, sentName: part.filename ?? '', sizeBytes, sha256: hash.digest('hex') };
}

/** A body that is cut off at once ends the stream while its file is still being opened: removed before that, it would come into being afterwards. */
const closed = (file: WriteStream): Promise<void> =>
  new Promise((resolve) => {
    if (file.closed) resolve();
    else file.once('close', () => resolve());
  });

/** What was refused on purpose, and what our own disk says; everything else is the client's body. */
const isOurs = (error: unknown): boolean =>
  error instanceof DomainError || error instanceof MalformedInput || (error instanceof Error && 'syscall' in error);

function discardRest({ raw }: FastifyRequest): void {
  if (raw.complete || raw.destroyed) return;
  let discarded = 0;
  raw.unpipe();
  raw.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > MOST_DISCARDED_BYTES) raw.destroy();
  });
  raw.on('error', () => undefined);
  raw.resume();
}

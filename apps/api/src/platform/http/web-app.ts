import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { DomainError } from '@understudy/domain';
import type { FastifyInstance } from 'fastify';

/** First segments that are never pages of the dashboard: nothing there is a 404, not the start page. */
const NOT_PAGES = /^\/(?:api|sandbox|health|metrics)(?:\/|$)/;
const PACKED = /\.(?:br|gz)$/;
const YEAR_SECONDS = 31_536_000;

/**
 * Serves the built dashboard from `directory`: its files, and its start page for every address the browser routes by
 * itself. Files under /assets carry a hash in their name and may be kept for a year; the start page is asked for each time.
 * What the build has packed (.br, .gz) is sent to browsers that take it, and is no address of its own. The list of files is read once, at start. Without a build every page is a 404.
 */
export async function serveWebApp(fastify: FastifyInstance, directory: string): Promise<void> {
  const files = new Set(existsSync(directory) ? (await listFiles(directory)).filter((file) => !PACKED.test(file)) : []);
  await fastify.register(fastifyStatic, { root: directory, serve: false, cacheControl: false, preCompressed: true });

  fastify.get('/*', (request, reply) => {
    const pathname = decodePath(request.url);
    if (NOT_PAGES.test(pathname)) throw new DomainError('request.not-found');
    const file = pathname.slice(1);
    if (files.has(file) && file !== 'index.html') return reply.header('cache-control', cacheOf(file)).sendFile(file);
    if (path.extname(file) !== '' || !files.has('index.html')) throw new DomainError('request.not-found');
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}

const cacheOf = (file: string): string =>
  file.startsWith('assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';

/** The router has refused malformed escapes before. */
const decodePath = (url: string): string => decodeURIComponent(url.split('?', 1)[0] ?? '/');

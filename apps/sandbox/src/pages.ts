import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Everything under /sandbox but data and assets. */
const PAGE = /^\/sandbox(?!\/(?:google|api|app|addon|outbox|faults|health)(?:[/?]|$))(?:[/?]|$)/;

/**
 * The sandbox's pages, one application: assets under /sandbox/app/ (Vite's `base`), and its index for every other address a browser opens
 * under /sandbox. Without a build of the pages those answer 404 with what to do.
 */
export async function servePages(app: FastifyInstance, folder: string): Promise<void> {
  const index = path.join(folder, 'index.html');
  const isBuilt = existsSync(index);
  if (isBuilt) await app.register(fastifyStatic, { root: folder, prefix: '/sandbox/app/', index: false });
  app.setNotFoundHandler(async (request, reply) => {
    const isPage =
      request.method === 'GET' && request.headers.accept?.includes('text/html') === true && PAGE.test(request.url);
    if (!isPage)
      return reply
        .code(404)
        .send({ statusCode: 404, error: 'Not Found', message: 'There is nothing at this address.' });
    if (!isBuilt)
      return reply
        .code(404)
        .type('text/plain; charset=utf-8')
        .send('The sandbox pages are not built: run node apps/sandbox/build.mjs.');
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(index, 'utf8'));
  });
}

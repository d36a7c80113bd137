import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const Item = z.union([
  z.object({ label: z.string(), runFunction: z.string() }),
  z.object({ label: z.string(), openLink: z.string() }),
]);
const Manifest = z.object({
  urlFetchWhitelist: z.tuple([z.string()], z.string()),
  addOns: z.object({ common: z.object({ universalActions: z.array(Item).default([]) }) }),
});

/**
 * `GET /sandbox/addon/menu` answers what stands under "…" of the add-on everywhere, as its manifest says: `{items: [{label, function} |
 * {label, url}]}`. Links lead to this backend, whatever the bundle was built for.
 */
export function registerAddonMenu(app: FastifyInstance, bundleFolder: string, backendUrl: string): void {
  app.get('/sandbox/addon/menu', async () => {
    const text = await readFile(path.join(bundleFolder, 'appsscript.json'), 'utf8');
    const { urlFetchWhitelist, addOns } = Manifest.parse(JSON.parse(text));
    const bare = (url: string) => url.replace(/\/+$/, '');
    return {
      items: addOns.common.universalActions.map((item) =>
        'runFunction' in item
          ? { label: item.label, function: item.runFunction }
          : { label: item.label, url: item.openLink.replace(bare(urlFetchWhitelist[0]), bare(backendUrl)) },
      ),
    };
  });
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

const DIST = path.resolve(import.meta.dirname, '../../apps/web/dist');

/** The most that the start page may ask for before it stands, issue 8. */
export const FIRST_LOAD_KB = 200;

export interface FirstLoad {
  /** Of scripts and styles, as gzip at its best makes them. */
  readonly bytes: number;
  readonly files: readonly string[];
  readonly fontBytes: number;
}

/** What the dashboard fetches ahead waits for a browser that has nothing to do; with this it never has, however slow the machine. */
export const fetchNothingAhead = (page: Page): Promise<void> =>
  page.addInitScript('window.requestIdleCallback = () => 0;').then(() => undefined);

/** The address of the styles that no page needs which is seen first. */
export function workStyles(): string {
  const found = readdirSync(path.join(DIST, 'assets')).filter((name) => /^work-.*\.css$/.test(name));
  if (found.length !== 1) throw new Error(`the build has ${found.length} sheets of work styles`);
  return `/assets/${found[0]}`;
}

/** Loads the address anew and weighs what it asks for until nothing on it is being read any more. */
export async function firstLoadOf(page: Page, address: string): Promise<FirstLoad> {
  await fetchNothingAhead(page);
  const asked = new Map<string, string>();
  page.on('request', (request) => asked.set(new URL(request.url()).pathname, request.resourceType()));
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('[aria-busy=true], .skel').first().waitFor({ state: 'detached' });
  const namesOf = (...types: string[]) => [...asked].filter(([, type]) => types.includes(type)).map(([name]) => name);
  const bytesOf = (name: string): Buffer => readFileSync(path.join(DIST, name));
  const files = namesOf('script', 'stylesheet');
  if (files.length < 2) throw new Error(`${address} asked for ${files.length} scripts and styles`);
  return {
    files,
    bytes: files.reduce((sum, name) => sum + gzipSync(bytesOf(name), { level: 9 }).length, 0),
    fontBytes: namesOf('font').reduce((sum, name) => sum + bytesOf(name).length, 0),
  };
}

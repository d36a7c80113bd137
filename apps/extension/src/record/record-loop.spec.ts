import { RecordLoop, type RecordPage, type Shown } from './record-loop.js';

/** A page whose frames are run by hand. */
class FakePage implements RecordPage<{ key: string }> {
  url = '/record/1';
  log: string[] = [];
  attached = true;
  #frame: (() => void) | null = null;
  frames = 0;

  find(): { key: string } | null {
    return this.url.startsWith('/record/') ? { key: `site:${this.url.slice(8)}` } : null;
  }
  show({ key }: { key: string }): Shown {
    this.log.push(`show ${key}`);
    this.attached = true;
    return {
      key,
      isAttached: () => this.attached,
      follow: () => this.log.push(`follow ${key}`),
      remove: () => this.log.push(`remove ${key}`),
    };
  }
  dropped(): void {
    this.log.push('none');
  }
  frame(run: () => void): () => void {
    this.frames += 1;
    this.#frame = run;
    return () => (this.#frame = null);
  }
  runFrame(): string[] {
    const run = this.#frame;
    this.#frame = null;
    run?.();
    return this.log.splice(0);
  }
}

const started = () => {
  const page = new FakePage();
  const loop = new RecordLoop(page);
  loop.schedule();
  return { page, loop };
};

test('a record page gets one bar, and a storm of mutations costs one frame', () => {
  const { page, loop } = started();
  for (let mutation = 0; mutation < 1000; mutation++) loop.schedule();
  expect(page.frames).toBe(1);
  expect(page.runFrame()).toEqual(['show site:1', 'follow site:1']);
  loop.schedule();
  expect(page.runFrame()).toEqual(['follow site:1']);
});

test('another record replaces the bar, a page without a record removes it', () => {
  const { page, loop } = started();
  page.runFrame();
  page.url = '/record/2';
  loop.schedule();
  expect(page.runFrame()).toEqual(['remove site:1', 'show site:2', 'follow site:2']);
  page.url = '/home';
  loop.schedule();
  expect(page.runFrame()).toEqual(['remove site:2', 'none']);
  loop.schedule();
  expect(page.runFrame()).toEqual([]);
});

test('a bar that the page threw away comes back', () => {
  const { page, loop } = started();
  page.runFrame();
  page.attached = false;
  loop.schedule();
  expect(page.runFrame()).toEqual(['remove site:1', 'show site:1', 'follow site:1']);
});

test('after stopping nothing is shown again', () => {
  const { page, loop } = started();
  page.runFrame();
  loop.schedule();
  loop.stop();
  loop.schedule();
  expect(page.runFrame()).toEqual(['remove site:1']);
});

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { absenceInTitle } from '../google/index.js';
import { GuardedFetch } from '../../platform/outbound/index.js';
import { FeedTrouble, troubleFrom, troubleOf } from './feed-trouble.js';
import { NotACalendar } from './ical-blocks.js';
import { FeedTooLong, readIcalFeed } from './ical-feed.js';
import type { Marks, Reading } from './pto-reading.js';
import type { SeenWindow } from './seen-entry.js';

const LIMITS = { maxBytes: 5_000_000, timeoutMs: 10_000 };
const RENEW = 'Make a new address for the feed in the PTO system and enter it here.';

/** Feeds of Personio, HiBob, BambooHR, Rippling and whoever else writes iCalendar. */
@Injectable()
export class IcalSource {
  constructor(private readonly outbound: GuardedFetch) {}

  /** Throws FeedTrouble. With `marks` of the last reading it may be unchanged. */
  async read(address: string, window: SeenWindow, marks: Marks | null): Promise<Reading | 'unchanged'> {
    const headers = {
      accept: 'text/calendar, */*;q=0.1',
      ...(marks?.etag && { 'if-none-match': marks.etag }),
      ...(marks?.lastModified && { 'if-modified-since': marks.lastModified }),
    };
    const answer = await this.outbound.get(address, { ...LIMITS, headers }).catch((error: unknown) => {
      throw troubleFrom(error, RENEW);
    });
    if (answer.status === 304 && marks) return 'unchanged';
    if (answer.status !== 200) throw troubleOf(answer.status, answer.headers, RENEW);
    const digest = createHash('sha256').update(answer.body).digest('hex');
    if (marks?.digest === digest) return 'unchanged';
    const entries = await this.entriesOf(answer.body, window);
    const { etag = null, 'last-modified': lastModified = null } = answer.headers;
    return { entries, window, marks: { etag: short(etag), lastModified: short(lastModified), digest } };
  }

  private async entriesOf(body: Buffer, window: SeenWindow) {
    try {
      return await readIcalFeed(new TextDecoder().decode(body).replaceAll('\0', ''), window, absenceInTitle);
    } catch (error) {
      if (error instanceof NotACalendar && error.reason === 'cut-short')
        throw new FeedTrouble(
          'wait',
          'The feed ends in the middle. It is asked again; nothing of it counts before it is whole.',
        );
      if (error instanceof NotACalendar)
        throw new FeedTrouble(
          'wait',
          `What stands at this address is no iCalendar feed (perhaps a page to sign in). ${RENEW}`,
        );
      if (error instanceof FeedTooLong)
        throw new FeedTrouble(
          'wait',
          'The feed holds more entries than one of absences can. Narrow it in the PTO system, for instance to one team.',
        );
      throw error;
    }
  }
}

const short = (mark: string | null): string | null => (mark !== null && mark.length <= 500 ? mark : null);

import { Injectable } from '@nestjs/common';
import { BambooHrSource } from './bamboohr-source.js';
import { HibobSource } from './hibob-source.js';
import { IcalSource } from './ical-source.js';
import { type PtoAccess, PtoAccesses } from './pto-access.js';
import type { Marks, Reading } from './pto-reading.js';
import type { SeenWindow } from './seen-entry.js';

/** Reads whichever system it is. */
@Injectable()
export class PtoSources {
  constructor(
    private readonly accesses: PtoAccesses,
    private readonly ical: IcalSource,
    private readonly hibob: HibobSource,
    private readonly bamboohr: BambooHrSource,
  ) {}

  /** Throws FeedTrouble. */
  read(access: PtoAccess, window: SeenWindow, marks: Marks | null): Promise<Reading | 'unchanged'> {
    if (access.kind === 'ical') return this.ical.read(access.address, window, marks);
    if (access.kind === 'hibob') return this.hibob.read(this.accesses.hibobBase, access, window);
    return this.bamboohr.read(this.accesses.addressOf(access), access.apiKey, window);
  }
}

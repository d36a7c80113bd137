import { Injectable } from '@nestjs/common';
import {
  type Absence,
  applySighting,
  isLive,
  type NewAbsence,
  type Sighting,
  type UserId,
  type Vanished,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { DirectoryRepository } from '../directory/index.js';
import type { By } from '../coverage/index.js';
import { AbsenceSettingsService } from './absence-settings.service.js';
import { AbsenceLifecycle, type NewAbsenceRecord } from './absence-lifecycle.service.js';
import { hoursText } from './absence-plan.js';
import { AbsencesRepository } from './absences.repository.js';
import { AbsorbingService } from './absorbing.service.js';
import { blank } from './blank-absence.js';

/** What a source knows beside the times: shown to people, decided on by nobody. */
export interface SightingWords {
  readonly title: string | null;
}

/** Sightings of every source become absences here (product.md 6 and 14); what they mean is decided in the domain. */
@Injectable()
export class AbsenceIntakeService {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly lifecycle: AbsenceLifecycle,
    private readonly directory: DirectoryRepository,
    private readonly absorbing: AbsorbingService,
    private readonly settings: AbsenceSettingsService,
  ) {}

  /** Safe to repeat: the same sighting again changes nothing. Two sources at once decide one after the other. */
  async take(tx: Tx, userId: UserId, seen: Sighting | Vanished, words: SightingWords, by: By): Promise<void> {
    const sighting = await this.settings.weigh(tx, seen);
    const all = await this.absences.lockAllOf(tx, userId);
    const isFact = 'during' in sighting && sighting.ref.certainty === 'fact';
    const existing = isFact ? await this.absorbing.makeRoom(tx, all, sighting, by) : all;
    const decision = applySighting(existing, sighting, tx.now);
    if (decision.do === 'nothing') return;
    if (decision.do === 'create')
      return void (await this.lifecycle.create(tx, await this.fresh(tx, decision.absence, words), by));

    const known = existing.find(({ id }) => id === decision.absenceId);
    if (!known)
      throw new Error(`a sighting was decided on absence ${decision.absenceId}, which is not among those it was given`);
    if (decision.do === 'update') {
      const after = {
        ...known,
        ...decision.shape,
        status: decision.status,
        sources: decision.sources,
        title: words.title ?? known.title,
        partialHours: decision.isMoved ? hoursOf(decision.shape) : known.partialHours,
      };
      if (decision.isMoved || decision.status !== known.status)
        await this.lifecycle.change(tx, known, after, by, 'give-way');
      else await this.absences.update(tx, after);
      return decision.again ? this.take(tx, userId, sighting, words, by) : undefined;
    }
    if (isLive(known) || known.status === 'suggested')
      await this.lifecycle.stop(tx, known, by, {
        text: decision.do === 'end' && decision.then ? 'moved to later in its source' : 'gone from its source',
        tombstone: 'source_gone',
      });
    if (decision.do === 'end' && decision.then)
      await this.lifecycle.create(tx, await this.fresh(tx, decision.then, words), by);
  }

  /** What no source says is taken from the person: whom they prefer as backup. */
  private async fresh(tx: Tx, absence: NewAbsence, { title }: SightingWords): Promise<NewAbsenceRecord> {
    const user = await this.directory.getUser(tx, absence.userId);
    const plan = { ...absence, partialHours: hoursOf(absence) };
    return {
      ...blank(user, absence.kind, plan, tx.now),
      status: absence.status,
      sources: absence.sources,
      title,
      calendarEventId: calendarEventOf(absence),
    };
  }
}

const hoursOf = ({ windows, days }: Pick<Absence, 'windows' | 'days'>): string | null =>
  hoursText(windows, days.timeZone);

const calendarEventOf = ({ sources }: Pick<Absence, 'sources'>): string | null =>
  sources.find(({ source }) => source === 'google_calendar')?.externalId ?? null;

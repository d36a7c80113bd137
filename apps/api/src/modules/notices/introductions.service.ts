import { Injectable } from '@nestjs/common';
import type { AbsenceId, IntroductionVoice, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type Addressee, NoticeWriter } from './notice-writer.service.js';
import { NoticeWorlds } from './notice-worlds.service.js';

export interface IntroductionWish {
  readonly absenceId: AbsenceId;
  readonly voice: IntroductionVoice;
  readonly to: Omit<Addressee, 'message'>;
  readonly backupUserId: UserId;
}

/** Words for drafts that people write themselves: who looks after a customer while its CSM is away. Nothing is sent or kept. */
@Injectable()
export class Introductions {
  constructor(
    private readonly worlds: NoticeWorlds,
    private readonly writer: NoticeWriter,
  ) {}

  /** In the customer's language, from public facts alone (product.md 13); null when the absence is not there any more. */
  async write(
    tx: Tx,
    { absenceId, voice, to, backupUserId }: IntroductionWish,
  ): Promise<{ short: string; full: string } | null> {
    const world = await this.worlds.load(tx, absenceId);
    if (!world) return null;
    const desk = await this.writer.open(tx, world);
    return desk.introduce(voice, { ...to, message: null }, backupUserId);
  }
}

import { Injectable } from '@nestjs/common';
import {
  isAwayTogether,
  managerChain,
  type IntroductionVoice,
  introductionWords,
  type NoticeKind,
  type NoticeTemplateKind,
  type NoticeWords,
  noticeWords,
  type OwnTemplate,
  type PublicFacts,
  type PublicPerson,
  spansToHours,
  type Told,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { PresenceRepository } from '../coverage/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import type { ContactRecord } from './notice.records.js';
import { NoticeTemplatesRepository } from './notice-templates.repository.js';
import type { LoadedNotices } from './notice-worlds.service.js';

/** To whom, and with which words of the owner. */
export type Addressee = Pick<ContactRecord, 'contactName' | 'customerName' | 'customerLanguage'> & {
  readonly message: string | null;
};

/** A notice put into words, and who stands behind it. */
export interface Written extends NoticeWords {
  readonly told: Told;
  /** null in a cancellation: the CSM is there. */
  readonly backup: PublicPerson | null;
}

/** Writes notices: gathers the public facts and nothing else, and leaves the words to libs/domain. */
@Injectable()
export class NoticeWriter {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly presence: PresenceRepository,
    private readonly templates: NoticeTemplatesRepository,
  ) {}

  /** Everything the notices of one absence share, loaded once. */
  async open(tx: Tx, world: LoadedNotices): Promise<NoticeDesk> {
    const [users, teams, tenant, templates] = await Promise.all([
      this.directory.listUsers(tx),
      this.directory.listTeams(tx),
      this.directory.getTenant(tx),
      this.templates.list(tx),
    ]);
    const people = new Map(users.map((user) => [user.id, user]));
    const fallback = teams.find(({ id }) => id === world.csm.teamId)?.fallbackUserId;
    const above = [...managerChain(world.csm.id, people), ...(fallback ? [fallback] : [])];
    const away = above.length === 0 ? [] : await this.presence.listAway(tx, world.absence.during, above);
    const present = above.filter(
      (id) => !away.some((absence) => absence.userId === id && isAwayTogether(absence, world.absence)),
    );
    return new NoticeDesk(world, people, [...present, ...above], tenant.name, templates);
  }
}

export class NoticeDesk {
  constructor(
    private readonly world: LoadedNotices,
    private readonly people: ReadonlyMap<UserId, UserRecord>,
    /** Whom to turn to, first those who are there all the time. */
    private readonly above: readonly UserId[],
    private readonly organisation: string,
    private readonly templates: readonly OwnTemplate[],
  ) {}

  /** For a draft that somebody writes themselves: the same public facts, in two lengths. */
  introduce(voice: IntroductionVoice, to: Addressee, backupUserId: UserId): { short: string; full: string } {
    const facts = this.facts(to, this.person(backupUserId), this.escalation(backupUserId));
    const words = (length: 'short' | 'full') => introductionWords(voice, length, facts, to.customerLanguage);
    return { short: words('short'), full: words('full') };
  }

  /** An update about an absence that was called off says that, and names no backup. */
  write(kind: NoticeKind, to: Addressee, backupUserId: UserId | null): Written {
    const { absence } = this.world;
    const isCalledOff = kind === 'update' && absence.status === 'cancelled';
    const template: NoticeTemplateKind = isCalledOff ? 'cancellation' : kind;
    const backup = isCalledOff ? null : this.person(backupUserId);
    const { firstOn, lastOn } = absence;
    const words = noticeWords(
      template,
      this.facts(to, backup, isCalledOff ? null : this.escalation(backupUserId)),
      to.customerLanguage,
      this.templates,
    );
    return { ...words, backup, told: { backupUserId: isCalledOff ? null : backupUserId, firstOn, lastOn } };
  }

  private facts(to: Addressee, backup: PublicPerson | null, escalation: PublicPerson | null): PublicFacts {
    const { absence, csm, record } = this.world;
    return {
      contactName: to.contactName,
      customerName: to.customerName,
      organisation: this.organisation,
      csm: { name: csm.name, email: csm.email },
      backup,
      escalation,
      firstOn: absence.firstOn,
      lastOn: absence.lastOn,
      hours: spansToHours(absence.windows, record.days.timeZone),
      timeZone: record.days.timeZone,
      message: to.message,
    };
  }

  private escalation(backupUserId: UserId | null): PublicPerson | null {
    const id = this.above.find(
      (one) => one !== backupUserId && one !== this.world.csm.id && this.people.get(one)?.active === true,
    );
    return this.person(id ?? null);
  }

  private person(id: UserId | null): PublicPerson | null {
    const user = id === null ? undefined : this.people.get(id);
    return user ? { name: user.name, email: user.email } : null;
  }
}

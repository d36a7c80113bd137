import { Injectable } from '@nestjs/common';
import { DomainError } from '@understudy/domain';
import { NoticeWishes } from './notice-wishes.service.js';
import { UnsubscribeLinks, type Unsubscriber } from './unsubscribe-links.service.js';
import { askPage, donePage } from './unsubscribe.page.js';

/** The two steps of the link in a notice, for people and for mail programs. No sign-in: the signature is the right to it. */
@Injectable()
export class UnsubscribeService {
  constructor(
    private readonly links: UnsubscribeLinks,
    private readonly wishes: NoticeWishes,
  ) {}

  /** Only asks. Throws notices.bad-link. */
  page(token: string): string {
    this.read(token);
    return askPage(token);
  }

  /** Safe to repeat. Throws notices.bad-link. */
  async unsubscribe(token: string): Promise<string> {
    await this.wishes.unsubscribe(this.read(token));
    return donePage();
  }

  private read(token: string): Unsubscriber {
    const who = this.links.read(token);
    if (!who) throw new DomainError('notices.bad-link');
    return who;
  }
}

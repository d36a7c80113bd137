import { forgetImport, readImport } from '../customer-import/kept-import.js';
import { forgetKeptFiles, namesOfKeptFiles } from '../escalations/kept-files.js';
import { draftsIn, forgetDraftsOf, forgetDraftsOfOthers, type KeptDraft } from './drafts.js';

const stores = (): readonly Storage[] => [sessionStorage, localStorage];

/** Everything that this person began in this tab, or on this computer, and has not sent. */
export async function keptBy(userId: string): Promise<readonly KeptDraft[]> {
  const begun = await readImport(userId);
  return [
    ...draftsIn(stores(), userId),
    ...namesOfKeptFiles(userId).map((name) => ({ what: 'A file of an escalation', text: name })),
    ...(begun ? [{ what: 'An import of customers', text: begun.file }] : []),
  ];
}

/** Deletes all of it. */
export async function forgetAllOf(userId: string): Promise<void> {
  forgetDraftsOf(stores(), userId);
  forgetKeptFiles();
  await forgetImport(userId);
}

/** Somebody has signed in where another person's session had only ended: what is left of others goes. */
export const forgetOthersThan = (userId: string): void => forgetDraftsOfOthers(stores(), userId);

const CHANNEL = 'understudy-drafts';
const ANSWERS_WITHIN_MS = 250;
type Message =
  | { readonly say: 'which' | 'gone'; readonly userId: string }
  | { readonly say: 'these'; readonly userId: string; readonly drafts: readonly KeptDraft[] };

/** The other tabs of this person: each keeps drafts of its own, which only it can read. */
export class OtherTabs {
  private readonly channel = new BroadcastChannel(CHANNEL);
  private heard: KeptDraft[] = [];

  /** `onGone`: they signed out in another tab; what was written here is deleted already. */
  constructor(
    private readonly userId: string,
    onGone: () => void,
  ) {
    this.channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if (data.userId !== userId) return;
      if (data.say === 'which') this.tell({ say: 'these', userId, drafts: draftsIn([sessionStorage], userId) });
      else if (data.say === 'these') this.heard.push(...data.drafts);
      else {
        forgetDraftsOf([sessionStorage], userId);
        onGone();
      }
    });
  }

  /** What they hold; a tab that does not answer at once is asleep and loses its drafts all the same. */
  async drafts(): Promise<readonly KeptDraft[]> {
    this.heard = [];
    this.tell({ say: 'which', userId: this.userId });
    await new Promise((resolve) => setTimeout(resolve, ANSWERS_WITHIN_MS));
    return this.heard;
  }

  signedOut(): void {
    this.tell({ say: 'gone', userId: this.userId });
  }

  close(): void {
    this.channel.close();
  }

  private tell(message: Message): void {
    this.channel.postMessage(message);
  }
}

import { defineExtensionMessaging } from '@webext-core/messaging';
import type { DeskProtocol } from './desk-protocol.js';
import type { RecordRef } from './sites/record.js';
import type { Place } from './sites/places.js';
import type { Site } from './sites/site.js';
import type { SiteOrigin } from './sites/site-store.js';
import type { WhoView } from './view/who-view.js';
import type { Category, CustomerHit } from './worker/answers.js';

/** Where the person stood when they acted. Stays in the browser until they send something themselves. */
export interface PageRef {
  readonly url: string;
  readonly title: string;
  /** The customer's name as the page writes it; empty when none was found. */
  readonly name: string;
}

/** What an open escalation form is about: a record of a CRM, a customer picked in the popup, or a page of any kind. */
export interface Subject {
  readonly record: RecordRef | null;
  readonly customer: CustomerHit | null;
  readonly page: PageRef;
  /** Which part of the panel opens; `link` says which customer the record is. Escalate where it is left out. */
  readonly tab?: PanelTab;
  /** Shown by a page that the open panel came along to: nobody asked for it, so that nothing but its record may be sent. */
  readonly isFollowed?: true;
  /** What the person had marked on the page; the form begins with it. */
  readonly text?: string;
}
export type PanelTab = 'brief' | 'escalate' | 'escalations' | 'link';

/** Every failure a page of ours can show; nothing is thrown across a message. */
export type Failure =
  | { readonly why: 'signed-out' }
  | { readonly why: 'offline' }
  | {
      readonly why: 'refused';
      readonly code: string;
      readonly message: string;
      readonly requestId: string | null;
      readonly fields: readonly { readonly path: string; readonly message: string }[];
    };
export type Answer<T> = ({ readonly ok: true } & T) | ({ readonly ok: false } & Failure);

export interface Account {
  readonly name: string;
  readonly email: string;
  readonly tenant: string;
  readonly timeZone: string;
  readonly isAdmin: boolean;
}

/** What pages and the service worker say to each other. The worker checks the sender of each (worker/senders.ts). */
export interface Protocol extends DeskProtocol {
  /**
   * A record page asks which sites it is on, what the person did to the bar there (by the site's id), and whether somebody is signed
   * in. Answered without the network.
   */
  here(): { sites: readonly Site[]; places: Readonly<Record<string, Place>>; signedIn: boolean };
  /** Asks for the customer's record; `shown` is the page's own, which differs where a ticket, a deal or a person links to its customer. */
  whoCovers(asked: { record: RecordRef; shown: RecordRef }): WhoView;
  signIn(): Answer<{ account: Account }>;
  /** Opens the panel beside the page, at `tab`; needs the click that sent it. */
  openPanel(page: Subject): void;
  /**
   * The record that the page shows now; null when it shows none any more. Stays in the browser (storage.session): an open panel follows
   * it, the badge knows its tab. Sent by the content script whenever the shown record changes, never before the page shows one.
   */
  recordShown(record: RecordRef | null): void;
  /** What taking over this record's customer would mean, before anybody is asked to confirm it. Changes nothing. */
  takeOverPlan(record: RecordRef): Answer<{ plan: TakeOverPlan }>;
  /** Takes over, after the confirmation; answers the view that is true then. */
  takeOver(record: RecordRef): Answer<{ view: WhoView }>;

  /** Puts the second half of the content script, which draws the answer, into the asking tab: pages that nobody asks do not carry it. */
  bringAnswer(): void;
  /** Says that the record is this customer, or makes a customer of it; answers the view that is true then. */
  linkRecord(input: { record: RecordRef; customerId: string }): Answer<{ view: WhoView }>;
  createCustomer(input: { record: RecordRef; customer: NewCustomer }): Answer<{ view: WhoView }>;
  /** Moved, collapsed, hidden: kept on this computer; the site's other tabs follow. */
  changePlace(input: { siteId: string; change: Partial<Place> }): void;
  openOptions(): void;

  /** Worker to the content script of a tab: as if the person had pressed "Who's covering?". False where no bar stands. */
  ask(): boolean;
  /** Worker or panel to the content script of a tab: the record with the page as they are at this moment; null without one. */
  subject(): Subject | null;

  signOut(): void;
  account(): Account | null;
  /** From pages of ours, and from a bar whose record is linked to nobody yet. */
  findCustomers(query: string): Answer<{ customers: readonly CustomerHit[] }>;
  /** The one customer of a record, else of the page's address; null when it is none or several. */
  customerOf(subject: { record: RecordRef | null; url: string }): Answer<{ customer: CustomerHit | null }>;
  categories(): Answer<{ categories: readonly Category[] }>;
  siteAccess(): readonly SiteAccess[];
  /** Asks the organisation for its sites now; false when nobody answered. */
  refreshSites(): boolean;
  /** A site made here, or read from a file: kept on this computer once it passes the API's own rules; else what is wrong with it. */
  keepSite(site: unknown): { readonly problems: readonly string[] };
  removeSite(siteId: string): void;
  /** The site as it is kept, to be given to an admin. */
  siteAsJson(siteId: string): string;
  /** Admins: everybody gets the site that was made here. */
  shareSite(siteId: string): Answer<object>;
  /** Admins: no bar on this site for anybody, or one again. */
  switchSite(input: { siteId: string; isOff: boolean }): Answer<object>;
  /** Opens a page that the browser lets us see, to point at a name and a place there; `siteId` when a known site gets a new place. */
  startPicker(input: { address: string; siteId: string | null }): void;

  /** The script that points asks what it is about; null in every tab that nobody is pointing in. */
  picking(): Picking | null;
  keepPicking(picking: Picking): void;
  /** Ends pointing in the asking tab, with a site to be kept, or with nothing. */
  endPicker(site: unknown): { readonly problems: readonly string[] };

  /** The worker tells record pages that permissions or the sign-in changed: ask `here` again. */
  changed(): void;
}

/** What the API asks of a new customer beside the record itself. */
export interface NewCustomer {
  readonly name: string;
  readonly segment: string;
  readonly industry: string;
}

/** In words, ready to be shown: "until Fri 10 Jul", "Ben Vogel, Ana Duarte". */
export interface TakeOverPlan {
  readonly customer: { readonly id: string; readonly name: string };
  /** Until when; "until Ana is back" when the end is not known. */
  readonly until: string;
  /** The same, short enough for a button: "Fri"; empty when the end is not known. */
  readonly untilShort: string;
  /** Names of who is told. */
  readonly told: readonly string[];
}

/** What somebody has pointed at so far in one tab; survives that the page loads anew. */
export interface Picking {
  readonly step: 'name' | 'place' | 'check';
  /** The known site that gets a new place, whole; null for a new one. */
  readonly base: Site | null;
  readonly siteName: string;
  readonly names: readonly string[];
  readonly anchors: readonly string[];
  readonly rule: Site['records'][number] | null;
  /** Keys of records that it was seen to read. */
  readonly checked: readonly string[];
}

export interface SiteAccess {
  readonly id: string;
  readonly name: string;
  /** Under which name links to its records are kept with customers. */
  readonly system: string;
  readonly matches: readonly string[];
  /** The origins that the browser really allows; narrower than `matches` where the person narrowed them. */
  readonly granted: readonly string[];
  /** `always`: it came with the installation; `everywhere`: allowed with every other site, so not to be taken away alone. */
  readonly state: 'always' | 'allowed' | 'partly' | 'everywhere' | 'not-allowed';
  readonly from: SiteOrigin;
  /** An admin has switched it off for everybody. */
  readonly isOff: boolean;
  readonly place: Place;
}

export const { sendMessage, onMessage } = defineExtensionMessaging<Protocol>();

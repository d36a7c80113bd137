import { defineExtensionMessaging } from '@webext-core/messaging';
import type { RecordRef } from './sites/record.js';
import type { Site } from './sites/site.js';
import type { WhoView } from './view/who-view.js';
import type { Category, EscalationDone, EscalationInput, CustomerHit } from './worker/answers.js';

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
}

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
}

/** What pages and the service worker say to each other. The worker checks the sender of each (worker/senders.ts). */
export interface Protocol {
  /** A record page asks which sites it is on, and whether somebody is signed in. Answered without the network. */
  here(): { sites: readonly Site[]; signedIn: boolean };
  whoCovers(record: RecordRef): WhoView;
  signIn(): Answer<{ account: Account }>;
  /** Opens the form beside the page; needs the click that sent it. */
  openPanel(page: Subject): void;

  signOut(): void;
  account(): Account | null;
  findCustomers(query: string): Answer<{ customers: readonly CustomerHit[] }>;
  /** The one customer a record is linked to; null when it is none or several. */
  customerOf(record: RecordRef): Answer<{ customer: CustomerHit | null }>;
  categories(): Answer<{ categories: readonly Category[] }>;
  escalate(input: { escalation: EscalationInput; idempotencyKey: string }): Answer<{ done: EscalationDone }>;
  siteAccess(): readonly SiteAccess[];

  /** The worker tells record pages that permissions or the sign-in changed: ask `here` again. */
  changed(): void;
}

export interface SiteAccess {
  readonly id: string;
  readonly name: string;
  readonly matches: readonly string[];
  readonly state: 'always' | 'allowed' | 'not-allowed';
}

export const { sendMessage, onMessage } = defineExtensionMessaging<Protocol>();

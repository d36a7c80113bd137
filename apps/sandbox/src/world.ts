import type { Person } from './people.js';

export interface MailMessage {
  readonly id: string;
  readonly from: { readonly name: string; readonly email: string };
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly sentAt: string;
  readonly body: string;
}
export interface MailThread {
  readonly id: string;
  readonly owner: string;
  readonly subject: string;
  readonly messages: readonly MailMessage[];
}
/** A meeting that stands in somebody's calendar when the sandbox starts for the first time. */
export interface Meeting {
  readonly id: string;
  readonly owner: string;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly attendees: readonly { readonly name: string; readonly email: string }[];
}
/** A channel that is there when the sandbox starts for the first time; its people by address, the one who made it first. */
export interface ChatChannel {
  readonly name: string;
  readonly purpose: string;
  readonly members: readonly string[];
}
/** What the stand-in Workspace holds of the demo world: accounts, mail, meetings. */
export interface SandboxWorld {
  readonly people: readonly Person[];
  readonly threads: readonly MailThread[];
  readonly meetings: readonly Meeting[];
  readonly channels?: readonly ChatChannel[];
}

import { Card } from '@understudy/contracts';
import { z } from 'zod';
import type { FormInput } from '../card-preview/index.js';
import { http } from './http.js';

const Step = z.union([
  z.strictObject({ pushCard: Card }),
  z.strictObject({ updateCard: Card }),
  z.strictObject({ popCard: z.literal(true) }),
  z.strictObject({ popToRoot: z.literal(true) }),
]);
const Action = z.object({
  navigations: z.array(Step).optional(),
  notification: z.object({ text: z.string() }).optional(),
  openLink: z.object({ url: z.string() }).optional(),
});
/** What a card does to the draft that is open: text where the cursor stands, addresses for CC. */
const Draft = z.object({ insertHtml: z.string().optional(), cc: z.array(z.string()).optional() });
const Ran = z.union([z.object({ cards: z.array(Card) }), z.object({ action: Action }), z.object({ draft: Draft })]);
export type NavigationStep = z.infer<typeof Step>;
export type AddonAnswer = z.infer<typeof Ran>;

export interface AddonCall {
  readonly email: string;
  /** A trigger of the manifest, or the one function of every button. */
  readonly function: string;
  readonly event: {
    readonly host?: 'GMAIL' | 'CALENDAR';
    readonly message_id?: string;
    readonly event_id?: string;
    readonly draft?: { readonly to: readonly string[]; readonly cc: readonly string[] };
    readonly parameters?: Readonly<Record<string, string>>;
    readonly form?: FormInput;
  };
}

/** Runs the real add-on bundle for a demo person, as Gmail or Calendar would. */
export async function runAddon(call: AddonCall, signal: AbortSignal): Promise<AddonAnswer> {
  return Ran.parse(await http('/sandbox/addon/run', { method: 'POST', body: call, signal }));
}

const Menu = z.object({
  items: z.array(
    z.union([z.object({ label: z.string(), function: z.string() }), z.object({ label: z.string(), url: z.string() })]),
  ),
});
export type MenuItem = z.infer<typeof Menu>['items'][number];

/** What the add-on's manifest puts under "…". */
export const readMenu = async (signal: AbortSignal): Promise<readonly MenuItem[]> =>
  Menu.parse(await http('/sandbox/addon/menu', { signal })).items;

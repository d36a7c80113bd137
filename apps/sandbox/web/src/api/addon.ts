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
const Ran = z.union([z.object({ cards: z.array(Card) }), z.object({ action: Action })]);
export type NavigationStep = z.infer<typeof Step>;
export type AddonAnswer = z.infer<typeof Ran>;

export interface AddonCall {
  readonly email: string;
  readonly function: 'onHomepage' | 'onGmailMessage' | 'onAction';
  readonly event: {
    readonly message_id?: string;
    readonly parameters?: Readonly<Record<string, string>>;
    readonly form?: FormInput;
  };
}

/** Runs the real add-on bundle for a demo person, as Gmail would. */
export async function runAddon(call: AddonCall, signal: AbortSignal): Promise<AddonAnswer> {
  return Ran.parse(await http('/sandbox/addon/run', { method: 'POST', body: call, signal }));
}

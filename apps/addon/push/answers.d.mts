export type AnswerName = 'backend' | 'script' | 'readsCalendar' | 'links';
export type Answers = Record<AnswerName, string>;
export const QUESTIONS: readonly { readonly name: AnswerName; readonly env: string; readonly ask: string }[];
export function collect(from: {
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly kept: Readonly<Record<string, string>>;
  readonly ask: ((words: string) => Promise<string>) | null;
}): Promise<Answers>;
export function environmentOf(answers: Answers): Record<string, string>;

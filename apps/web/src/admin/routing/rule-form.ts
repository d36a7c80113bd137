import type { AnswerOf, ListRoutingRules, WireOf, ReplaceRoutingRule } from '@understudy/contracts';
import { EVERY_CATEGORY, MANAGER_OF_CSM } from '@understudy/domain';
import type { Severity } from '@understudy/ui';

export type Book = AnswerOf<typeof ListRoutingRules>;
export type Rule = Book['items'][number];
export type Condition = Rule['conditions'][number];
export type RuleBody = Omit<WireOf<typeof ReplaceRoutingRule>, 'routing_rule_id' | 'accept_dead_ends' | 'reason'>;

/** A rule as it is edited: every field there, so that two people's changes can be compared field by field. */
export interface RuleForm {
  readonly name: string;
  readonly category: string;
  readonly severity: readonly Severity[];
  readonly conditions: readonly Condition[];
  readonly assignTo: string;
  /** Empty: nobody. */
  readonly assignSecondaryTo: string;
  readonly notify: readonly string[];
  readonly createSlackChannel: boolean;
  /** 1 is the normal time. */
  readonly slaMultiplier: number;
}

export const NEW_RULE: RuleForm = {
  name: '',
  category: EVERY_CATEGORY,
  severity: [],
  conditions: [],
  assignTo: MANAGER_OF_CSM,
  assignSecondaryTo: '',
  notify: [],
  createSlackChannel: false,
  slaMultiplier: 1,
};

export const toForm = ({
  name,
  category,
  severity,
  conditions,
  actions,
}: Omit<Rule, 'id' | 'position' | 'version'>): RuleForm => ({
  name: name ?? '',
  category,
  severity,
  conditions,
  assignTo: actions.assignTo,
  assignSecondaryTo: actions.assignSecondaryTo ?? '',
  notify: actions.notify,
  createSlackChannel: actions.createSlackChannel,
  slaMultiplier: actions.slaMultiplier ?? 1,
});

export const toBody = (form: RuleForm): RuleBody => ({
  ...(form.name.trim() ? { name: form.name.trim() } : {}),
  category: form.category,
  severity: [...form.severity],
  conditions: form.conditions.map(({ value, ...condition }) => ({
    ...condition,
    value: typeof value === 'object' ? [...value] : value,
  })),
  actions: {
    assignTo: form.assignTo,
    ...(form.assignSecondaryTo ? { assignSecondaryTo: form.assignSecondaryTo } : {}),
    notify: [...form.notify],
    createSlackChannel: form.createSlackChannel,
    ...(form.slaMultiplier === 1 ? {} : { slaMultiplier: form.slaMultiplier }),
  },
});

const asSent = ({ id, position: _position, version: _version, ...rule }: Rule) => ({ id, ...toBody(toForm(rule)) });

/** The book as it would be with this rule in it: in its place, or as the last before the one for everything else. */
export function bookWith(book: Book, id: string, form: RuleForm) {
  const rule = { id, ...toBody(form) };
  const rules = book.items.map(asSent);
  if (rules.some((one) => one.id === id)) return rules.map((one) => (one.id === id ? rule : one));
  return rules.toSpliced(Math.max(0, rules.length - 1), 0, rule);
}

/** The rule that is asked when no other matched. It stands last and takes no conditions. */
export const isForEverythingElse = (book: Book, id: string): boolean => book.items.at(-1)?.id === id;

import type { AttributedChange, Facts, FactValue, Recommendation, RecommendationRule } from '@understudy/domain';

const quoted = (titles: readonly string[]): string => {
  const [first = '', ...others] = titles;
  if (others.length === 0) return `"${first}"`;
  return `"${first}" and ${others.length} more`;
};

const SENTENCES: Readonly<Record<RecommendationRule, (evidence: readonly string[]) => string>> = {
  'open-escalation': (titles) => `Read ${quoted(titles)} first: it is still open and urgent.`,
  'promise-made': (titles) => `Keep what was promised while you were away: ${quoted(titles)}.`,
  'health-fell': ([fall = '']) => `Call them: health went ${fall}.`,
  'new-risk': (titles) => `Look at the risk that came up: ${quoted(titles)}.`,
  'overdue-task': (titles) => `Finish or move what is overdue: ${quoted(titles)}.`,
  'waiting-conversation': (subjects) => `Pick up the conversation ${quoted(subjects)}.`,
  'renewal-near': ([on = '']) => `Prepare the renewal on ${on}.`,
  unhappy: (summaries) => `They were less happy than before: ${quoted(summaries)}.`,
  'low-rating': ([rating = '']) => `Ask the backup what was hard: they gave it ${rating} of 5.`,
  'new-contact': (names) => `Introduce yourself to ${names.join(', ')}, who is new there.`,
  'nobody-spoke': ([days = '']) => `Say hello: nobody spoke with them for ${days} days.`,
};

/** A recommendation as one sentence that says what to do. */
export const recommendationText = ({ rule, evidence }: Pick<Recommendation, 'rule' | 'evidence'>): string =>
  SENTENCES[rule](evidence);

const FIELDS: Readonly<Record<string, string>> = {
  'customer.health_score': 'Health',
  'customer.stage': 'Stage',
  'customer.arr': 'ARR',
  'customer.renewal_on': 'Renewal',
  'customer.csm_id': 'Owner',
  'customer.special_handling': 'Special handling',
};
const KINDS: Readonly<Record<string, string>> = {
  tasks: 'Task',
  risks: 'Risk',
  escalations: 'Escalation',
  stakeholders: 'Contact',
};

/** "Task "Send the offer": status", "Health": what a path of the difference is about, in words. */
export function changeLabel({ path }: AttributedChange, before: Facts, after: Facts): string {
  const known = FIELDS[path];
  if (known) return known;
  const [folder = '', id = '', field = ''] = path.split('.');
  const name = [after, before]
    .map((facts): FactValue | undefined => facts[`${folder}.${id}.title`] ?? facts[`${folder}.${id}.name`])
    .find((value) => typeof value === 'string');
  const words = field.replaceAll('_', ' ').replace(/ id$/, '');
  return `${KINDS[folder] ?? folder}${name ? ` "${String(name)}"` : ''}: ${words}`;
}

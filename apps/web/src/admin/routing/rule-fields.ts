import { EVERY_CATEGORY } from '@understudy/domain';
import type { FieldWords } from '../../editing/changed-meanwhile.js';
import { conditionWords } from './condition-words.js';
import type { RuleForm } from './rule-form.js';
import { type NameOf, targetWords, timesWords } from './rule-words.js';

/** The fields of a rule where two people's changes are compared. */
export const ruleFields = (nameOf: NameOf): FieldWords<RuleForm> => ({
  name: { label: 'Name', words: (name) => name },
  category: { label: 'Category', words: (category) => (category === EVERY_CATEGORY ? 'any' : category) },
  severity: { label: 'Severity', words: (severity) => severity.join(', ') || 'any' },
  conditions: { label: 'Conditions', words: (all) => all.map(conditionWords).join(', ') },
  assignTo: { label: 'Owner', words: (target) => targetWords(target, nameOf) },
  assignSecondaryTo: { label: 'If not available', words: (target) => (target ? targetWords(target, nameOf) : '') },
  notify: { label: 'Tell', words: (all) => all.map((target) => targetWords(target, nameOf)).join(', ') },
  createSlackChannel: { label: 'War room for P2 and P3', words: (on) => (on ? 'yes' : 'no') },
  slaMultiplier: { label: 'Time to resolve', words: timesWords },
});

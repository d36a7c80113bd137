/** What a template may say of the customer it is used for; nothing else is looked up. */
export const TEMPLATE_PLACEHOLDERS = [
  'customer.name',
  'customer.arr',
  'customer.health_score',
  'customer.stage',
  'customer.segment',
  'customer.renewal_on',
  'csm.name',
  'me.name',
] as const;
export type TemplatePlaceholder = (typeof TEMPLATE_PLACEHOLDERS)[number];

/** What stands for each; null is shown as "–". */
export type TemplateFacts = Readonly<Record<TemplatePlaceholder, string | null>>;

const PLACEHOLDER = /\{\{\s*([^{}]{0,60}?)\s*\}\}/g;
const KNOWN: ReadonlySet<string> = new Set(TEMPLATE_PLACEHOLDERS);
const isKnown = (name: string): name is TemplatePlaceholder => KNOWN.has(name);

/** The placeholders of a text that nobody could fill, each once: what an admin is told when a template is saved. */
export const unknownPlaceholders = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name).filter((name) => !isKnown(name))),
];

/** The text with its placeholders filled, once: what is filled in is never read as a placeholder. Unknown ones stay as they are. */
export const fillTemplate = (text: string, facts: TemplateFacts): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => (isKnown(name) ? (facts[name] ?? '–') : whole));

/** The part of a template that goes into an escalation (PRD-243, Notes: templates for common types). */
export interface TemplateTexts {
  readonly title: string;
  readonly description: string;
  readonly expectedResolution: string | null;
  readonly exitCriteria: string | null;
}

/** Each text of a template, filled. */
export const fillTemplateTexts = <T extends TemplateTexts>(template: T, facts: TemplateFacts): T => ({
  ...template,
  title: fillTemplate(template.title, facts),
  description: fillTemplate(template.description, facts),
  expectedResolution: template.expectedResolution && fillTemplate(template.expectedResolution, facts),
  exitCriteria: template.exitCriteria && fillTemplate(template.exitCriteria, facts),
});

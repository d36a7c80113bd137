import { NOTICE_LANGUAGES, type NoticeLanguage } from './notice-templates.js';
import { type PublicFacts, type PublicText, publicWords } from './notice-words.js';

/** Who writes: whoever stands in, the CSM before leaving, or a colleague of both. */
export type IntroductionVoice = 'backup' | 'owner' | 'colleague';

interface Parts {
  readonly hello: string;
  readonly who: Readonly<Record<IntroductionVoice, string>>;
  readonly more: string;
  readonly regards: string;
}

/** What goes into a draft: short enough to stand above an answer. Never why somebody is away (product.md 13). */
const PARTS: Readonly<Record<NoticeLanguage, Parts>> = {
  en: {
    hello: 'Hello {{contact_first_name}},',
    who: {
      backup: `{{csm_name}} is out of the office: {{dates}}.
In that time I look after {{customer_name}}. Write to me at any time.`,
      owner: `I am out of the office: {{dates}}.
In that time {{backup_name}} ({{backup_email}}) looks after {{customer_name}} and is copied in.`,
      colleague: `{{csm_name}} is out of the office: {{dates}}.
In that time {{backup_name}} ({{backup_email}}) looks after {{customer_name}} and is copied in.`,
    },
    more: 'Should something need more attention, please write to {{escalation_name}} at {{escalation_email}}.',
    regards: 'Kind regards',
  },
  de: {
    hello: 'Guten Tag {{contact_name}},',
    who: {
      backup: `{{csm_name}} ist nicht im Büro: {{dates}}.
In dieser Zeit betreue ich {{customer_name}}. Schreiben Sie mir jederzeit.`,
      owner: `ich bin nicht im Büro: {{dates}}.
In dieser Zeit betreut {{backup_name}} ({{backup_email}}) {{customer_name}} und liest hier mit.`,
      colleague: `{{csm_name}} ist nicht im Büro: {{dates}}.
In dieser Zeit betreut {{backup_name}} ({{backup_email}}) {{customer_name}} und liest hier mit.`,
    },
    more: 'Sollte etwas mehr Aufmerksamkeit brauchen, schreiben Sie bitte an {{escalation_name}} unter {{escalation_email}}.',
    regards: 'Freundliche Grüße',
  },
  fr: {
    hello: 'Bonjour {{contact_name}},',
    who: {
      backup: `{{csm_name}} n’est pas au bureau : {{dates}}.
Pendant cette période, je m’occupe de {{customer_name}}. Écrivez-moi à tout moment.`,
      owner: `Je ne serai pas au bureau : {{dates}}.
Pendant cette période, {{backup_name}} ({{backup_email}}) s’occupe de {{customer_name}} et est en copie.`,
      colleague: `{{csm_name}} n’est pas au bureau : {{dates}}.
Pendant cette période, {{backup_name}} ({{backup_email}}) s’occupe de {{customer_name}} et est en copie.`,
    },
    more: 'Si une question demande davantage d’attention, écrivez à {{escalation_name}} à l’adresse {{escalation_email}}.',
    regards: 'Bien cordialement,',
  },
  es: {
    hello: 'Hola, {{contact_name}}:',
    who: {
      backup: `{{csm_name}} no está en la oficina: {{dates}}.
Durante ese tiempo atiendo yo a {{customer_name}}. Escríbame cuando quiera.`,
      owner: `No estaré en la oficina: {{dates}}.
Durante ese tiempo {{backup_name}} ({{backup_email}}) atiende a {{customer_name}} y está en copia.`,
      colleague: `{{csm_name}} no está en la oficina: {{dates}}.
Durante ese tiempo {{backup_name}} ({{backup_email}}) atiende a {{customer_name}} y está en copia.`,
    },
    more: 'Si algo requiere más atención, escriba a {{escalation_name}} a {{escalation_email}}.',
    regards: 'Un cordial saludo,',
  },
  pt: {
    hello: 'Olá, {{contact_name}},',
    who: {
      backup: `{{csm_name}} não está no escritório: {{dates}}.
Durante esse período sou eu que acompanho {{customer_name}}. Escreva-me quando quiser.`,
      owner: `Não estarei no escritório: {{dates}}.
Durante esse período {{backup_name}} ({{backup_email}}) acompanha {{customer_name}} e está em cópia.`,
      colleague: `{{csm_name}} não está no escritório: {{dates}}.
Durante esse período {{backup_name}} ({{backup_email}}) acompanha {{customer_name}} e está em cópia.`,
    },
    more: 'Se algo precisar de mais atenção, escreva a {{escalation_name}} para {{escalation_email}}.',
    regards: 'Com os melhores cumprimentos,',
  },
  ja: {
    hello: '{{contact_name}} 様',
    who: {
      backup: `{{csm_name}} は次の期間、不在にしております：{{dates}}
その間は私が {{customer_name}} を担当いたします。いつでもご連絡ください。`,
      owner: `次の期間、不在にいたします：{{dates}}
その間は {{backup_name}}（{{backup_email}}）が {{customer_name}} を担当いたします。CC に入れております。`,
      colleague: `{{csm_name}} は次の期間、不在にしております：{{dates}}
その間は {{backup_name}}（{{backup_email}}）が {{customer_name}} を担当いたします。CC に入れております。`,
    },
    more: 'さらに対応が必要な場合は、{{escalation_name}}（{{escalation_email}}）までご連絡ください。',
    regards: 'どうぞよろしくお願いいたします。',
  },
};

const SIGNS = {
  backup: '{{backup_name}}',
  owner: '{{csm_name}}',
  colleague: null,
} as const satisfies Record<IntroductionVoice, string | null>;

const languageOf = (customerLanguage: string | null): NoticeLanguage => {
  const base = (customerLanguage ?? 'en').toLowerCase().split('-')[0];
  return NOTICE_LANGUAGES.find((known) => known === base) ?? 'en';
};

/**
 * Who looks after a customer meanwhile, for a draft, in the customer's language. `full` adds where to turn next, and the name below;
 * a colleague's draft has its own signature.
 */
export const introductionWords = (
  voice: IntroductionVoice,
  length: 'short' | 'full',
  facts: PublicFacts,
  customerLanguage: string | null,
): PublicText => {
  const language = languageOf(customerLanguage);
  const { hello, who, more, regards } = PARTS[language];
  const sign = SIGNS[voice];
  const rest = length === 'short' ? [] : ['', more, ...(sign === null ? [] : ['', regards, sign, '{{organisation}}'])];
  return publicWords([hello, '', who[voice], ...rest].join('\n'), facts, language);
};

import { oneLine, plainText } from './mail.js';
import { NOTICE_LANGUAGES, type NoticeLanguage } from './notice-templates.js';
import { noticeDay, type PublicPerson } from './notice-words.js';

/** Everything the reply is made of; anybody who writes to the mailbox reads it, so no customer is named and no reason given (product.md 13). */
export interface VacationFacts {
  readonly csm: PublicPerson;
  readonly organisation: string;
  /** Those who stand in now, the first one first. */
  readonly backups: readonly PublicPerson[];
  /** In the absent person's time zone; null: nobody knows yet. */
  readonly lastOn: Temporal.PlainDate | null;
}

interface Words {
  /** Gmail puts it before the subject of the mail that is answered. */
  readonly subject: string;
  readonly hello: string;
  readonly until: string;
  readonly untilFurtherNotice: string;
  readonly turnTo: string;
  readonly regards: string;
}

const WORDS: Readonly<Record<NoticeLanguage, Words>> = {
  en: {
    subject: 'Out of office',
    hello: 'Hello,',
    until: 'thank you for your message. I am out of the office up to and including {{day}}.',
    untilFurtherNotice: 'thank you for your message. I am out of the office until further notice.',
    turnTo: 'In the meantime please write to:',
    regards: 'Kind regards',
  },
  de: {
    subject: 'Nicht im Büro',
    hello: 'Guten Tag,',
    until: 'vielen Dank für Ihre Nachricht. Bis einschließlich {{day}} bin ich nicht im Büro.',
    untilFurtherNotice: 'vielen Dank für Ihre Nachricht. Bis auf Weiteres bin ich nicht im Büro.',
    turnTo: 'Bitte schreiben Sie in dieser Zeit an:',
    regards: 'Freundliche Grüße',
  },
  fr: {
    subject: 'Absence du bureau',
    hello: 'Bonjour,',
    until: 'merci pour votre message. Je suis absent du bureau jusqu’au {{day}} inclus.',
    untilFurtherNotice: 'merci pour votre message. Je suis absent du bureau jusqu’à nouvel ordre.',
    turnTo: 'En attendant, merci d’écrire à :',
    regards: 'Cordialement',
  },
  es: {
    subject: 'Fuera de la oficina',
    hello: 'Hola:',
    until: 'Gracias por su mensaje. Estaré fuera de la oficina hasta el {{day}} inclusive.',
    untilFurtherNotice: 'Gracias por su mensaje. Estaré fuera de la oficina hasta nuevo aviso.',
    turnTo: 'Mientras tanto, escriba por favor a:',
    regards: 'Un cordial saludo',
  },
  pt: {
    subject: 'Fora do escritório',
    hello: 'Olá,',
    until: 'obrigado pela sua mensagem. Estou fora do escritório até {{day}}, inclusive.',
    untilFurtherNotice: 'obrigado pela sua mensagem. Estou fora do escritório até novo aviso.',
    turnTo: 'Entretanto, escreva por favor para:',
    regards: 'Com os melhores cumprimentos',
  },
  ja: {
    subject: '不在',
    hello: 'ご連絡ありがとうございます。',
    until: '{{day}}まで不在にしております。',
    untilFurtherNotice: '追ってご連絡するまで不在にしております。',
    turnTo: 'その間は、下記までご連絡ください。',
    regards: 'よろしくお願いいたします。',
  },
};

const LONGEST_BODY = 4_000;

const wordsIn = (language: string | null): { language: NoticeLanguage; words: Words } => {
  const base = (language ?? 'en').toLowerCase().split(/[-_]/)[0];
  const known = NOTICE_LANGUAGES.find((one) => one === base) ?? 'en';
  return { language: known, words: WORDS[known] };
};

/** The one language of all covered customers; null, read as English, when they have several or none is known. */
export const languageOfAll = (languages: readonly (string | null)[]): string | null => {
  const [first = null] = languages;
  return languages.every((language) => language === first) ? first : null;
};

/** What a mailbox answers while its owner is away (integrations.md, Gmail): until when, and to whom to write instead. Never why. */
export const vacationReply = (
  { csm, organisation, backups, lastOn }: VacationFacts,
  wanted: string | null,
): { readonly subject: string; readonly body: string } => {
  const { language, words } = wordsIn(wanted);
  const until =
    lastOn === null ? words.untilFurtherNotice : words.until.replace('{{day}}', () => noticeDay(lastOn, language));
  const people = backups.map(({ name, email }) => `${oneLine(name, 120)}, ${oneLine(email, 254)}`);
  const paragraphs = [
    words.hello,
    until,
    ...(people.length > 0 ? [[words.turnTo, ...people].join('\n')] : []),
    [words.regards, oneLine(csm.name, 120), oneLine(organisation, 200)].join('\n'),
  ];
  return { subject: words.subject, body: plainText(paragraphs.join('\n\n'), LONGEST_BODY) };
};

import { NOTICE_LANGUAGES, type NoticeLanguage } from './notice-templates.js';

/** What a customer may read of us and of themselves, and nothing else: no title, no severity, no figures (product.md 13). */
export interface PublicDraftFacts {
  readonly contactName: string | null;
  readonly customerName: string;
  readonly organisation: string;
  readonly authorName: string;
  /** Who answers for it; null: whoever writes. */
  readonly ownerName: string | null;
  readonly isResolved: boolean;
}

interface Draft {
  readonly subject: string;
  readonly body: string;
}

type Words = Readonly<Record<'working' | 'solved', (facts: PublicDraftFacts & { readonly owner: string }) => Draft>>;

const letter = (...paragraphs: readonly string[]): string => paragraphs.join('\n\n');

const WORDS: Readonly<Record<NoticeLanguage, Words>> = {
  en: {
    working: (f) => ({
      subject: `${f.customerName}: we are working on it`,
      body: letter(
        `Hello${f.contactName === null ? '' : ` ${f.contactName}`},`,
        'Thank you for telling us. We are working on it with priority, and you will hear from us as soon as there is news.',
        `${f.owner} answers for it on our side. You can reach us by replying to this e-mail.`,
        `Kind regards\n${f.authorName}\n${f.organisation}`,
      ),
    }),
    solved: (f) => ({
      subject: `${f.customerName}: it is solved`,
      body: letter(
        `Hello${f.contactName === null ? '' : ` ${f.contactName}`},`,
        'As far as we can see, what you told us about is solved. If it is not, please reply to this e-mail and we look again at once.',
        'Thank you for your patience.',
        `Kind regards\n${f.authorName}\n${f.organisation}`,
      ),
    }),
  },
  de: {
    working: (f) => ({
      subject: `${f.customerName}: wir kümmern uns darum`,
      body: letter(
        `Guten Tag${f.contactName === null ? '' : ` ${f.contactName}`},`,
        'vielen Dank für Ihren Hinweis. Wir arbeiten mit Vorrang daran und melden uns, sobald es Neues gibt.',
        `Bei uns ist ${f.owner} dafür verantwortlich. Sie erreichen uns, indem Sie auf diese E-Mail antworten.`,
        `Freundliche Grüße\n${f.authorName}\n${f.organisation}`,
      ),
    }),
    solved: (f) => ({
      subject: `${f.customerName}: es ist gelöst`,
      body: letter(
        `Guten Tag${f.contactName === null ? '' : ` ${f.contactName}`},`,
        'soweit wir sehen, ist Ihr Anliegen gelöst. Falls nicht, antworten Sie bitte auf diese E-Mail; wir sehen es uns sofort noch einmal an.',
        'Vielen Dank für Ihre Geduld.',
        `Freundliche Grüße\n${f.authorName}\n${f.organisation}`,
      ),
    }),
  },
  fr: {
    working: (f) => ({
      subject: `${f.customerName} : nous nous en occupons`,
      body: letter(
        `Bonjour${f.contactName === null ? '' : ` ${f.contactName}`},`,
        'Merci de nous avoir prévenus. Nous y travaillons en priorité et vous donnerons des nouvelles dès que possible.',
        `De notre côté, ${f.owner} en est responsable. Vous pouvez nous joindre en répondant à cet e-mail.`,
        `Cordialement\n${f.authorName}\n${f.organisation}`,
      ),
    }),
    solved: (f) => ({
      subject: `${f.customerName} : c’est résolu`,
      body: letter(
        `Bonjour${f.contactName === null ? '' : ` ${f.contactName}`},`,
        'À notre connaissance, votre demande est résolue. Si ce n’est pas le cas, répondez à cet e-mail et nous la reprenons aussitôt.',
        'Merci de votre patience.',
        `Cordialement\n${f.authorName}\n${f.organisation}`,
      ),
    }),
  },
  es: {
    working: (f) => ({
      subject: `${f.customerName}: estamos en ello`,
      body: letter(
        `Hola${f.contactName === null ? '' : ` ${f.contactName}`}:`,
        'Gracias por avisarnos. Estamos trabajando en ello con prioridad y le daremos noticias en cuanto las haya.',
        `Por nuestra parte, el responsable es ${f.owner}. Puede escribirnos respondiendo a este correo.`,
        `Un cordial saludo\n${f.authorName}\n${f.organisation}`,
      ),
    }),
    solved: (f) => ({
      subject: `${f.customerName}: está resuelto`,
      body: letter(
        `Hola${f.contactName === null ? '' : ` ${f.contactName}`}:`,
        'Hasta donde vemos, lo que nos comunicó está resuelto. Si no es así, responda a este correo y lo revisaremos de inmediato.',
        'Gracias por su paciencia.',
        `Un cordial saludo\n${f.authorName}\n${f.organisation}`,
      ),
    }),
  },
  pt: {
    working: (f) => ({
      subject: `${f.customerName}: estamos a tratar do assunto`,
      body: letter(
        `Olá${f.contactName === null ? '' : ` ${f.contactName}`},`,
        'Obrigado por nos avisar. Estamos a trabalhar nisto com prioridade e daremos notícias assim que as houver.',
        `Do nosso lado, o responsável é ${f.owner}. Pode contactar-nos respondendo a este e-mail.`,
        `Com os melhores cumprimentos\n${f.authorName}\n${f.organisation}`,
      ),
    }),
    solved: (f) => ({
      subject: `${f.customerName}: está resolvido`,
      body: letter(
        `Olá${f.contactName === null ? '' : ` ${f.contactName}`},`,
        'Tanto quanto vemos, o que nos comunicou está resolvido. Se não estiver, responda a este e-mail e voltamos a ver de imediato.',
        'Obrigado pela sua paciência.',
        `Com os melhores cumprimentos\n${f.authorName}\n${f.organisation}`,
      ),
    }),
  },
  ja: {
    working: (f) => ({
      subject: `${f.customerName}様：対応しております`,
      body: letter(
        f.contactName === null ? 'お世話になっております。' : `${f.contactName} 様`,
        'ご連絡いただきありがとうございます。優先して対応しており、進展があり次第ご連絡いたします。',
        `担当は${f.owner}です。このメールにご返信いただければ対応いたします。`,
        `よろしくお願いいたします。\n${f.authorName}\n${f.organisation}`,
      ),
    }),
    solved: (f) => ({
      subject: `${f.customerName}様：解決のご報告`,
      body: letter(
        f.contactName === null ? 'お世話になっております。' : `${f.contactName} 様`,
        'ご連絡いただいた件は解決したと考えております。まだ解決していない場合は、このメールにご返信ください。すぐに確認いたします。',
        'お待ちいただきありがとうございました。',
        `よろしくお願いいたします。\n${f.authorName}\n${f.organisation}`,
      ),
    }),
  },
};

/** Words to begin with, in the customer's language (English where it is not known): public facts only, to be changed by whoever writes. */
export const draftProposal = (
  facts: PublicDraftFacts,
  language: string,
): Draft & { readonly language: NoticeLanguage } => {
  const base = language.toLowerCase().split('-')[0];
  const known = NOTICE_LANGUAGES.find((one) => one === base) ?? 'en';
  const words = WORDS[known][facts.isResolved ? 'solved' : 'working'];
  return { ...words({ ...facts, owner: facts.ownerName ?? facts.authorName }), language: known };
};

import type { AnswerOf, GetNoticeTemplates } from '@understudy/contracts';

export type NoticeTexts = AnswerOf<typeof GetNoticeTemplates>;
export type NoticeText = NoticeTexts['templates'][number];
export type NoticeKind = NoticeText['kind'];

export const NOTICE_KINDS = {
  introduction: 'Introduction',
  update: 'Update',
  cancellation: 'Called off',
} as const satisfies Record<NoticeKind, string>;

/** "German (de)"; the tag alone where the browser does not know it. */
export function languageName(tag: string): string {
  try {
    const name = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(tag);
    return name ? `${name} (${tag})` : tag;
  } catch {
    return tag; // RangeError is how Intl says "no language tag"
  }
}

export const isLanguage = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

/** The organisation's own words with this text among them; null takes it away, and the built-in one counts again. */
export function ownWith(
  texts: NoticeTexts,
  one: Omit<NoticeText, 'built_in'> | null,
  at: Pick<NoticeText, 'kind' | 'language'>,
) {
  const others = texts.templates
    .filter(({ built_in: isOurs, kind, language }) => !isOurs && (kind !== at.kind || language !== at.language))
    .map(({ kind, language, subject, body }) => ({ kind, language, subject, body }));
  return one ? [...others, one] : others;
}

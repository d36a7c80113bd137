import { browser } from 'wxt/browser';
import type { GeneratedI18nStructure } from '#i18n';

export type MessageKey = keyof GeneratedI18nStructure & string;
/** The words of the person's language; `$1`, `$2` are filled in order. Passed into pure code, so that tests read real words. */
export type Say = (key: MessageKey, ...values: string[]) => string;

export const say: Say = (key, ...values) => browser.i18n.getMessage(key.replaceAll('.', '_') as never, values);

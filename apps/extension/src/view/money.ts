/** "€412,000", as the language of the words around it writes it. */
export const money = (euros: number, language: string): string => inEuros(language).format(euros);

/** "€412K" */
export const moneyShort = (euros: number, language: string): string =>
  inEuros(language, { notation: 'compact' }).format(euros);

const inEuros = (language: string, options: Intl.NumberFormatOptions = {}) =>
  new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0, ...options });

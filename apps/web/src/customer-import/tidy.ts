import type { FieldKey } from './fields.js';

/** A cell as the API takes it: money without signs, days as YYYY-MM-DD, domains without "https://". What is not sure stays as it is. */
export function tidy(field: FieldKey, cell: string): string {
  const text = cell.trim();
  switch (field) {
    case 'arr':
      return tidyNumber(text);
    case 'health_score':
      return tidyNumber(text.replace(/\s*%$/, ''));
    case 'renewal_on':
      return tidyDay(text);
    case 'domains':
      return tidyDomains(text);
    case 'csm_email':
      return text.replace(/^.*<([^>]+)>$/, '$1');
    default:
      return text;
  }
}

/** "€412,000.00", "412.000,00 EUR" and "412 000" are 412000; one separator before three digits parts thousands. */
export function tidyNumber(text: string): string {
  const bare = text.replace(/[\s'’\u00A0\u202F]|€|\$|£|EUR|USD|GBP/gi, '');
  if (!/^\d[\d.,]*$/.test(bare)) return text;
  const [comma, point] = [bare.lastIndexOf(','), bare.lastIndexOf('.')];
  const whole = (value: string): string => value.replace(/[.,]/g, '');
  if (comma === -1 && point === -1) return bare;
  const last = Math.max(comma, point);
  const separators = bare.replace(/[^.,]/g, '');
  const isThousands = new Set(separators).size === 1 && (separators.length > 1 || bare.length - last === 4);
  if (isThousands) return whole(bare);
  const decimals = bare.slice(last + 1);
  return /^\d+$/.test(decimals) && !/^0+$/.test(decimals)
    ? `${whole(bare.slice(0, last))}.${decimals}`
    : whole(bare.slice(0, last));
}

/** Days that can only mean one thing; "03/04/2026" stays, because nobody knows which is the month. */
export function tidyDay(text: string): string {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return dayText(iso[1], iso[2], iso[3]) ?? text;
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dotted) return dayText(dotted[3], dotted[2], dotted[1]) ?? text;
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (!slashed) return text;
  const [, first, second, year] = slashed;
  if (Number(first) > 12) return dayText(year, second, first) ?? text;
  if (Number(second) > 12) return dayText(year, first, second) ?? text;
  return text;
}

function dayText(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text;
}

const tidyDomains = (text: string): string =>
  text
    .split(/[;,|\s]+/)
    .map((one) =>
      one
        .replace(/^https?:\/\//i, '')
        .replace(/^www\./i, '')
        .replace(/[/?#].*$/, '')
        .toLowerCase(),
    )
    .filter((one) => one)
    .join(';');

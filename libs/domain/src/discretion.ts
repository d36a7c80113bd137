/** How a customer may be called where more people listen than look after it. */
export interface Discreet {
  readonly name: string;
  readonly isConfidential: boolean;
  /** What people call it instead; null: nobody chose one. */
  readonly codeName: string | null;
}

const NO_CODE_NAME = 'a confidential customer';
/** In the name of a channel; the words above would say the same in many more letters. */
const NO_CODE_NAME_IN_CHANNEL = 'confidential';

/** Its name, or for a confidential one the code name (design: "code name instead of the customer's name"). */
export const discreetName = ({ name, isConfidential, codeName }: Discreet): string =>
  isConfidential ? (codeName ?? NO_CODE_NAME) : name;

/** As {@link discreetName}, for what becomes the name of a channel. */
export const discreetChannelName = ({ name, isConfidential, codeName }: Discreet): string =>
  isConfidential ? (codeName ?? NO_CODE_NAME_IN_CHANNEL) : name;

/** As {@link discreetName}, where one is chosen among several: who looks for it by its real name sees why it is called otherwise. */
export const discreetChoice = (customer: Discreet): string =>
  customer.isConfidential && customer.codeName !== null
    ? `${customer.codeName} (confidential)`
    : discreetName(customer);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * The text with the names of the confidential among those customers replaced, however they are written (case, spaces, composed or not).
 * Longest names first: "Acme Bank" is not half replaced by "Acme". Rather one word too many is hidden than one too few.
 */
export const discreetText = (text: string, customers: readonly Discreet[]): string =>
  customers
    .filter(({ isConfidential, name }) => isConfidential && name.trim() !== '')
    .toSorted((a, b) => b.name.length - a.name.length)
    .reduce((said, customer) => {
      const words = customer.name.normalize('NFC').trim().split(/\s+/u).map(escaped);
      return said.replace(new RegExp(words.join('\\s+'), 'giu'), () => discreetName(customer));
    }, text.normalize('NFC'));

/** The customer in "who covers Acme?", as people write it behind `/understudy who`. */
export const customerAsked = (rest: string): string =>
  rest
    .replace(/^(?:covers|is covering|stands in for|looks after)\s+(?=\S)/iu, '')
    .replace(/\s*\?+$/u, '')
    .trim();

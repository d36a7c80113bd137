/** What the pages about the API are made of. Everything that comes from elsewhere goes through {@link escape}. */
export const escape = (value: unknown): string =>
  String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
export const json = (value: unknown): string => escape(JSON.stringify(value, null, 2));
export const anchor = (name: string): string => name.replace(/[^a-z]+/g, '-');

/** Heads and cells are HTML already. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<div class="wide"><table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table></div>`;

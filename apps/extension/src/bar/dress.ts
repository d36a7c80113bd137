/** One for all bars of this page: every record has a bar of its own, and reading the rules anew costs more than building it. */
let sheet: CSSStyleSheet | null = null;

/** Gives a shadow root our rules; always the same ones. Where the browser takes no sheet made by an extension, as an element. */
export function dress(shadow: ShadowRoot, css: string): void {
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = css;
    shadow.prepend(style);
  }
}

import type { Plugin } from 'vite';

/** What libraries keep for uses that we do not have; a page of ours turns no text into markup or code. */
const TAKEN_OUT = [
  // React and Preact: dangerouslySetInnerHTML
  { library: /[\\/]react-dom[\\/]/, text: /\((?:\w+)\.innerHTML = (?:\w+)\)/g, by: '(refuseHtml())' },
  { library: /[\\/]preact[\\/]/, text: /\b\w+\.innerHTML=\w+\.__html/g, by: 'refuseHtml()' },
  // zod's compiled parsers; without a constructor it takes the interpreted ones, as the browser's own policy makes it do
  { library: /[\\/]zod[\\/]/, text: /\bconst F = Function;/g, by: 'const F = undefined;' },
];
const REFUSE = `\nfunction refuseHtml() { throw new Error('no markup from text'); }\n`;
const LEFT_OVER = /\.innerHTML\s*=(?!=)\s*(?!["'`])|\bnew Function\b|[^.\w]Function\(/;

/**
 * Takes out of the libraries every place where text becomes markup or code. Stores' reviewers warn of them and the pages' policy forbids
 * half of them anyway. Fails the build where one is left, as after a new version of a library.
 */
export function noCodeFromText(): Plugin {
  return {
    name: 'no-code-from-text',
    apply: 'build',
    transform(code, id) {
      const parts = TAKEN_OUT.filter(({ library, text }) => library.test(id) && code.search(text) >= 0);
      if (parts.length === 0) return null;
      const without = parts.reduce((rest, { text, by }) => rest.replace(text, by), code);
      return { code: without.includes('refuseHtml()') ? without + REFUSE : without, map: null };
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        const left = chunk.type === 'chunk' ? LEFT_OVER.exec(chunk.code) : null;
        if (left && chunk.type === 'chunk')
          this.error(`${chunk.fileName} turns text into code: …${chunk.code.slice(left.index - 60, left.index + 60)}…`);
      }
    },
  };
}

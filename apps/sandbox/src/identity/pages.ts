import type { People } from '../people.js';
import { IDENTITY_SCOPES } from './scopes.js';

const AUTHORIZE = '/sandbox/google/o/oauth2/v2/auth';

/** The list of demo people; a click signs in. */
export function accountsPage(people: People, search: URLSearchParams): string {
  const organisations = Map.groupBy(people.all, ({ organisation }) => organisation);
  const lists = [...organisations].map(([organisation, members]) => {
    const rows = members.map(({ email, name, title }) => {
      const link = new URLSearchParams(search);
      link.set('sandbox_person', email);
      return `<li><a href="${AUTHORIZE}?${escape(link.toString())}"><strong>${escape(name)}</strong> <span>${escape(email)}</span> <em>${escape(title)}</em></a></li>`;
    });
    return `<h2>${escape(organisation)}</h2><ul>${rows.join('')}</ul>`;
  });
  return shell('Choose an account', `<p>Sandbox sign-in: no password, one click.</p>${lists.join('')}`);
}

/** What the app asks for, each to be ticked by itself, as Google's granular consent does. */
export function consentPage(
  email: string,
  clientId: string,
  scopes: readonly string[],
  search: URLSearchParams,
): string {
  const hidden = [...search].map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  const rows = scopes
    .filter((scope) => !IDENTITY_SCOPES.has(scope))
    .map(
      (scope) =>
        `<li><label><input type="checkbox" name="sandbox_granted" value="${escape(scope)}" checked> <span>${escape(scope.replace('https://www.googleapis.com/auth/', ''))}</span></label></li>`,
    );
  return shell(
    'What may this app do?',
    `<p><strong>${escape(clientId)}</strong> asks for access to the account of ${escape(email)}.</p>` +
      `<form method="get" action="${AUTHORIZE}">${hidden.join('')}<ul>${rows.join('')}</ul>` +
      `<p><button name="sandbox_answer" value="allow">Allow what is ticked</button> <button name="sandbox_answer" value="deny">Cancel</button></p></form>`,
  );
}

export const errorPage = (message: string): string => shell('Error 400', `<p>${escape(message)}</p>`);

const shell = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<title>${title}</title><link rel="stylesheet" href="/sandbox/google/sign-in.css"></head><body><main><h1>${title}</h1>${content}</main></body></html>`;

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0;background:light-dark(#f4f6f8,#14181d);color:light-dark(#1c2530,#e6ebf0)}
main{max-width:34rem;margin:2rem auto;padding:1.5rem 2rem;background:light-dark(#fff,#1d232a);border:1px solid light-dark(#d8dee5,#333c46);border-radius:12px}
h1{font-size:1.4rem;margin:0}h2{font-size:1rem;margin:1.5rem 0 .25rem}p,span,em{color:light-dark(#4a5663,#aab4bf)}em{font-style:normal}ul{list-style:none;margin:0;padding:0}
a,label{display:block;padding:.6rem .5rem;border-radius:8px;color:inherit;text-decoration:none;overflow-wrap:anywhere}a:hover,a:focus-visible,label:hover{background:light-dark(#e8eef5,#2a323b)}
a:focus-visible,button:focus-visible{outline:2px solid light-dark(#1d5fbf,#8db9f5)}
button{font:inherit;padding:.5rem 1rem;border-radius:8px;border:1px solid light-dark(#aab4bf,#4a5663);background:light-dark(#e8eef5,#2a323b);color:inherit;cursor:pointer}`;

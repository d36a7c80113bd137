import type { Members } from './members.js';

const AUTHORIZE = '/sandbox/slack/oauth/v2/authorize';

/** Who installs, in which workspace: a click consents. */
export function installPage(members: Members, search: URLSearchParams, scopes: readonly string[]): string {
  const link = (name: string, value: string): string => {
    const asked = new URLSearchParams(search);
    asked.set(name, value);
    return `${AUTHORIZE}?${escape(asked.toString())}`;
  };
  const lists = members.teams().map(({ id, name }) => {
    const rows = members
      .of(id)
      .filter(({ isBot, isGuest, isDeactivated }) => !isBot && !isGuest && !isDeactivated)
      .map(
        (user) =>
          `<li><a href="${link('sandbox_person', user.email)}"><strong>${escape(user.name)}</strong> <span>${escape(user.email)}</span> <em>${escape(user.title)}</em></a></li>`,
      );
    return `<h2>${escape(name)}</h2><ul>${rows.join('')}</ul>`;
  });
  const wants = scopes.map((scope) => `<code>${escape(scope)}</code>`).join(' ');
  return shell(
    'Understudy would like to join Slack',
    `<p>It asks for ${wants}. Sandbox: whoever you choose allows it.</p>${lists.join('')}<p><a href="${link('sandbox_answer', 'deny')}">Cancel</a></p>`,
  );
}

/** A page of the sign-in's looks. */
export const shell = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<title>${escape(title)}</title><link rel="stylesheet" href="/sandbox/google/sign-in.css"></head><body><main><h1>${escape(title)}</h1>${content}</main></body></html>`;

export const escape = (words: string): string =>
  words.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

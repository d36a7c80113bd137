// What the add-on's own Apps Script project needs to know, asked once and kept: address, script, who reads calendars, where "Open in CRM" may lead.
import { backendUrl, linkPrefixes } from '../build/manifest.mjs';

/** In the order in which they are asked. `read` throws with what to write instead; `text` is how an answer is kept. */
export const QUESTIONS = [
  {
    name: 'backend',
    env: 'ADDON_BACKEND_URL',
    ask: 'The public https address of your Understudy',
    initial: '',
    read: publicAddress,
  },
  {
    name: 'script',
    env: 'ADDON_SCRIPT_ID',
    ask: 'The id of the Apps Script project (Project settings, "Script ID"); "new" makes one',
    initial: 'new',
    read: scriptId,
  },
  {
    name: 'readsCalendar',
    env: 'ADDON_READS_CALENDAR',
    ask: 'Does the add-on read its people’s own calendars? "no" where Understudy has domain-wide delegation and reads them itself',
    initial: 'yes',
    read: yesOrNo,
  },
  {
    name: 'links',
    env: 'ADDON_LINK_URLS',
    ask: 'The addresses of your CRM that cards may open, with commas between; "none"',
    initial: 'none',
    read: (text) => linkPrefixes(text === 'none' ? '' : text).join(',') || 'none',
  },
];

/**
 * Answers of the command line, else of the environment, else of the last time, else of the person; each as text that was found good. `ask` is
 * null where nobody sits there: then what has a usual answer gets it, and what has none throws.
 */
export async function collect({ flags, env, kept, ask }) {
  const answers = {};
  for (const question of QUESTIONS) {
    const given = flags[question.name] ?? env[question.env] ?? kept[question.name];
    answers[question.name] = given === undefined ? await answered(question, ask) : readOrExplain(question, given);
  }
  return answers;
}

async function answered(question, ask) {
  if (!ask) {
    if (question.initial === '') throw new Error(`Set ${question.env}, or give --${question.name}: ${question.ask}.`);
    return question.read(question.initial);
  }
  for (;;) {
    const text = (await ask(`${question.ask}${question.initial && ` [${question.initial}]`}: `)).trim();
    try {
      return question.read(text || question.initial);
    } catch (error) {
      await ask(`  ${error.message} (Enter)`);
    }
  }
}

function readOrExplain({ name, read }, text) {
  try {
    return read(text);
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
}

function publicAddress(text) {
  const address = backendUrl(text);
  if (!address.startsWith('https://'))
    throw new Error(`Google cannot reach ${address}; it has to be a public https address`);
  return address;
}

function scriptId(text) {
  if (text === 'new' || /^[\w-]{20,100}$/.test(text)) return text;
  throw new Error(`"${text}" is no script id; it has 57 letters, digits, "-" and "_"`);
}

function yesOrNo(text) {
  if (text === 'yes' || text === 'no') return text;
  throw new Error(`"${text}" is neither yes nor no`);
}

/** The answers as build.mjs takes them. */
export const environmentOf = ({ backend, readsCalendar, links }) => ({
  ADDON_BACKEND_URL: backend,
  ADDON_READS_CALENDAR: readsCalendar,
  ADDON_LINK_URLS: links === 'none' ? '' : links,
});

import { GasError } from './card-service.js';
import type { MessageMetadata, RunInput } from './protocol.js';
import { type Needs, SCOPE, service } from './service.js';

const HEADERS = {
  getFrom: 'from',
  getTo: 'to',
  getCc: 'cc',
  getSubject: 'subject',
  getId: 'id',
} as const satisfies Record<string, keyof MessageMetadata>;
const CONTENT = ['getBody', 'getPlainBody', 'getRawContent', 'getAttachments'];

/** `GmailApp`, as far as the open message goes: the token of the event opens that one only. */
export function gmailApp(input: RunInput, needs: Needs): object {
  let unlocked = false;
  return service('GmailApp', {
    setCurrentMessageAccessToken: (token: unknown) => {
      unlocked = input.messageToken !== null && token === input.messageToken;
    },
    getMessageById: (id: unknown) => {
      const metadata = `${SCOPE}gmail.addons.current.message.metadata`;
      const readonly = `${SCOPE}gmail.addons.current.message.readonly`;
      needs('GmailApp.getMessageById', metadata, readonly);
      const message = input.messages.find((one) => one.id === id);
      if (!unlocked || !message) throw new GasError(`Access denied: Missing access token for message ${String(id)}`);
      const headers = Object.entries(HEADERS).map(([name, field]) => [name, () => message[field]]);
      const content = CONTENT.map((name) => [
        name,
        () => {
          needs(`GmailMessage.${name}`, readonly);
          throw new GasError(`GmailMessage.${name} is not there in this stand-in of Apps Script`);
        },
      ]);
      return service('GmailMessage', Object.fromEntries([...headers, ...content]));
    },
  });
}

import { table } from './error-table.js';

export const ESCALATION_FILE_ERRORS = table({
  'uploads.no-file': { status: 422, detail: 'Send the file as multipart/form-data, in a part named "file".' },
  'uploads.more-than-one': { status: 422, detail: 'One request takes one file. Send several requests.' },
  'uploads.empty': { status: 422, detail: 'The file is empty.' },
  'uploads.too-large': { status: 413, detail: 'A file has at most 25 MB.' },
  'attachments.not-found': { status: 404, detail: 'There is no such file.' },
  'attachments.removed': {
    status: 404,
    detail: 'This file was removed; the timeline says by whom and why.',
  },
  'attachments.name-unusable': { status: 422, detail: 'The file needs a name, such as "screenshot.png".' },
  'attachments.type-not-allowed': {
    status: 415,
    detail: 'Files with this ending cannot be attached. Those that can are under "allowed".',
  },
  'attachments.content-mismatch': {
    status: 415,
    detail: 'What is in the file is not what its ending says. Rename it, or export it again.',
  },
  'attachments.ambiguous': {
    status: 422,
    detail: 'The file can be read as two kinds of file at once. Export it again from the program it comes from.',
  },
  'attachments.too-many': {
    status: 422,
    detail: 'An escalation takes at most 50 files. Remove one, or link to a folder.',
  },
  'attachments.took-too-long': { status: 409, detail: 'The upload took too long and was given up. Send it again.' },
  'attachments.unreadable': {
    status: 503,
    detail:
      'The file is known, but where it is kept cannot be reached. Try again in a moment; if it stays, tell an admin.',
  },
  'templates.not-found': { status: 404, detail: 'There is no such template.' },
  'templates.name-taken': { status: 409, detail: 'A template has this name already.' },
  'templates.unknown-placeholder': {
    status: 422,
    detail: 'A placeholder is not known; those that are not are under "unknown", those that are under "known".',
  },
  'playbooks.not-found': { status: 404, detail: 'There is no such playbook.' },
  'playbooks.name-taken': { status: 409, detail: 'A playbook has this name already.' },
  'playbooks.action-not-found': { status: 404, detail: 'There is no such action in this escalation.' },
  'playbooks.reason-required': { status: 422, detail: 'Say in "note" why the action is skipped.' },
});

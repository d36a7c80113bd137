import { listNames } from '@understudy/ui';

/** How people hear that they are asked or told something; which of the two are connected only admins know. */
export const WHERE_TOLD = 'here, and in Gmail and Slack where they are connected';

/** "Ben and Eva are asked here, and …". */
export const askedWords = (names: readonly string[]): string =>
  `${listNames(names)} ${names.length > 1 ? 'are' : 'is'} asked ${WHERE_TOLD}.`;

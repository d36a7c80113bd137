/** Messages and timers of this module, by name. */
export const SLACK_WORK = {
  /** Somebody's profile changed: their status is to be read again. */
  statusChanged: 'slack.status-changed',
  /** Somebody opened the home tab. */
  homeOpened: 'slack.home-opened',
  /** Somebody pressed a button whose answer needs no form. */
  pressed: 'slack.pressed',
  /** A person wrote in a channel that a module asked for. */
  messagePosted: 'slack.message-posted',
  /** `/understudy out`: the answer follows. */
  commandGiven: 'slack.command-given',
  /** A message that asked something is to say what became of it. */
  messageStale: 'slack.message-stale',
  installed: 'slack.installed',
  home: 'slack.home',
  /** A home tab is to be drawn again. */
  homeStale: 'slack.home-stale',
} as const;

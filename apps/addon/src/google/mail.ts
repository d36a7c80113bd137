/** The headers of the open message; nothing of its text (scope gmail.addons.current.message.metadata). */
export interface MessageHeaders {
  readonly messageId: string;
  readonly threadId: string;
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
}

/** Reads the message the person has open. The token of the event gives access to this one message for a while. */
export function openMessage(gmail: GoogleAppsScript.Addons.GmailEventObject): MessageHeaders {
  GmailApp.setCurrentMessageAccessToken(gmail.accessToken);
  const message = GmailApp.getMessageById(gmail.messageId);
  return {
    messageId: gmail.messageId,
    threadId: gmail.threadId,
    from: message.getFrom(),
    to: message.getTo(),
    cc: message.getCc(),
    subject: message.getSubject(),
  };
}

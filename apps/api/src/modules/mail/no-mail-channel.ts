import { MailChannel, MailRefused } from './mail-channel.js';

/** Where no mail service is connected: says so, and sends nothing. */
export class NoMailChannel extends MailChannel {
  async isConnected(): Promise<boolean> {
    return false;
  }

  async send(): Promise<never> {
    throw new MailRefused('no mail service is connected');
  }
}

import type { Readable } from 'node:stream';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { MailAddress, OutgoingMail } from '@understudy/domain';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { MailChannel, MailNotTaken, MailRefused, type MailTaken } from './mail-channel.js';
import { ownHeaders } from './mail-headers.js';
import { smtpServer, type SmtpSettings } from './smtp-settings.js';

const SILENCE_MS = 30_000;
/** Servers close what is idle; closing first means that no e-mail is handed to a connection that is gone. */
const IDLE_MS = 20_000;
const MOST_CONNECTIONS = 3;

/** What nodemailer says about a failure, as far as it is to be relied on. */
const Failure = z.object({
  responseCode: z.int().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
});

/**
 * A mail server of the organisation (SMTP submission, RFC 6409), with a few connections kept open. TLS is required unless the server
 * is on this machine. Nothing is tried again here: whoever sends knows what may be said twice.
 */
export class SmtpMailChannel extends MailChannel implements OnApplicationShutdown {
  private readonly transport;
  private readonly bodies = new Map<string, Readable>();

  constructor(private readonly settings: SmtpSettings) {
    super();
    this.transport = createTransport({
      ...smtpServer(settings),
      pool: true,
      maxConnections: MOST_CONNECTIONS,
      maxRequeues: 0,
      idleTimeout: IDLE_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.transport.use('stream', ({ message, data }, done) => {
      const read = message.createReadStream.bind(message);
      message.createReadStream = (...given: Parameters<typeof read>) => {
        const body = read(...given);
        const key = Reflect.get(data, 'understudyKey');
        if (typeof key === 'string') this.bodies.set(key, body);
        return body;
      };
      done();
    });
  }

  async isConnected(): Promise<boolean> {
    return true;
  }

  async onApplicationShutdown(): Promise<void> {
    this.transport.close();
  }

  async send(mail: OutgoingMail): Promise<MailTaken> {
    try {
      const { messageId, rejected } = await this.transport.sendMail(this.composed(mail));
      const refused = rejected.map(String);
      return { providerId: messageId, ...(refused.length > 0 && { refused }) };
    } catch (error) {
      throw this.explained(error, this.bodies.get(mail.key)?.readableDidRead === true);
    } finally {
      this.bodies.delete(mail.key);
    }
  }

  private composed(mail: OutgoingMail) {
    const { 'Message-ID': messageId, ...headers } = ownHeaders(mail);
    const everybody = [...mail.to, ...(mail.cc ?? [])].map(({ email }) => email);
    return {
      understudyKey: mail.key,
      // bounces come back to who sent it, or to the one address the server lets us use
      envelope: { from: this.settings.sender ?? mail.from.email, to: everybody },
      messageId,
      from: named(mail.from),
      ...(mail.replyTo && { replyTo: named(mail.replyTo) }),
      to: mail.to.map(named),
      cc: (mail.cc ?? []).map(named),
      subject: mail.subject,
      text: mail.text,
      ...(mail.html !== undefined && { html: mail.html }),
      headers: { ...mail.headers, ...headers },
    };
  }

  /**
   * An answer of the server says all: 5xx to this e-mail is for good, anything else is for another time. Without an answer it may have
   * been taken once the first byte of it was handed over, and never before.
   */
  private explained(error: unknown, wasHandedOver: boolean): unknown {
    const { responseCode = 0, command = '', code } = Failure.catch({}).parse(error);
    const isAboutThis = ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command);
    if (responseCode >= 500 && isAboutThis) return new MailRefused(`the mail server refused it (${responseCode})`);
    if (code === 'EENVELOPE' && responseCode === 0 && command === 'API')
      return new MailRefused('the mail server takes no such address');
    if (responseCode >= 400) return new MailNotTaken(`the mail server did not take it (${responseCode})`);
    return wasHandedOver ? error : new MailNotTaken('the mail server cannot be reached');
  }
}

const named = ({ name, email }: MailAddress) => ({ name, address: email });

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ENV, type Env } from '../../config/index.js';
import {
  type CheckStep,
  failed,
  type IntegrationProbe,
  IntegrationProbes,
  type IntegrationStatus,
  passed,
  skipped,
} from '../integrations/index.js';
import { isReachable, verifySmtp } from './mail-check.js';

const SET_UP =
  'Set SMTP_HOST (and SMTP_PORT, SMTP_TLS, SMTP_USER, SMTP_PASSWORD as your mail server asks) for the API and the worker; docs/mail.md says how.';

/** The mail server of the installation, the same for every organisation. */
@Injectable()
export class MailProbe implements IntegrationProbe, OnModuleInit {
  readonly kind = 'mail';

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly probes: IntegrationProbes,
  ) {}

  onModuleInit(): void {
    this.probes.register(this);
  }

  async status(): Promise<IntegrationStatus> {
    const { mode, smtp, sandboxUrl } = this.env;
    const base = { problem: null, last_ok_at: null };
    if (mode === 'sandbox')
      return sandboxUrl === null
        ? { ...base, state: 'not_connected', detail: 'No sandbox is running: e-mails are not sent.' }
        : { ...base, state: 'connected', detail: 'The sandbox’s mailbox; nothing leaves this machine.' };
    if (smtp === null)
      return {
        ...base,
        state: 'not_connected',
        detail: 'No mail server is set: notices are drafts to copy.',
        problem: SET_UP,
      };
    return {
      ...base,
      state: 'connected',
      detail: `${smtp.host}:${smtp.port}, ${smtp.tls === 'none' ? 'without TLS' : 'with TLS'}.`,
    };
  }

  async check(): Promise<CheckStep[]> {
    const { mode, smtp, sandboxUrl } = this.env;
    if (mode === 'sandbox') return [await this.checkSandbox(sandboxUrl)];
    if (smtp === null) return [skipped('mail server', `None is set. ${SET_UP}`)];
    const where = `${smtp.host}:${smtp.port}`;
    const trouble = await verifySmtp(smtp);
    return [
      trouble === null
        ? passed(
            'mail server',
            `${where} takes e-mails from us${smtp.user === null ? '' : `, signed in as ${smtp.user}`}.`,
          )
        : failed('mail server', `${where}: ${trouble.what}`, trouble.fix),
    ];
  }

  private async checkSandbox(url: string | null): Promise<CheckStep> {
    if (url === null) return skipped('mail', 'No sandbox is running.');
    return (await isReachable(`${url}/sandbox/health`))
      ? passed('mail', 'The sandbox takes e-mails; GET /sandbox/outbox shows them.')
      : failed('mail', 'The sandbox does not answer.', 'Start everything with npm start, or unset SANDBOX_URL.');
  }
}

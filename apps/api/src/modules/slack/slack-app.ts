import { readFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';

/** Our app as Slack knows it, one for the whole installation, and where Slack is. */
export interface SlackAppSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
  /** Base of the Web API with a trailing slash; nothing else is ever called. */
  readonly apiUrl: string;
  /** Where an admin's browser agrees to the installation. */
  readonly authorizeUrl: string;
}

/** What the stand-in wrote about the app it plays. */
const AppFile = z.object({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  signing_secret: z.string().min(1),
  api_url: z.url(),
});

const SLACK = { apiUrl: 'https://slack.com/api/', authorizeUrl: 'https://slack.com/oauth/v2/authorize' };

/** The settings of our Slack app: from the environment, in sandbox mode from the file the stand-in writes. */
@Injectable()
export class SlackApp {
  private kept: SlackAppSettings | null = null;

  constructor(@Inject(ENV) private readonly env: Env) {}

  /** Null when the installation has no Slack app; the sandbox's file is looked for again at the next call. */
  async find(): Promise<SlackAppSettings | null> {
    this.kept ??= this.fromEnvironment() ?? (await this.fromSandbox());
    return this.kept;
  }

  /** False when nothing could ever be found: then nothing of Slack is done at all. */
  get isPossible(): boolean {
    return this.fromEnvironment() !== null || this.env.slack.appFile !== null;
  }

  private fromEnvironment(): SlackAppSettings | null {
    const { clientId, clientSecret, signingSecret, apiUrl } = this.env.slack;
    if (clientId === null || clientSecret === null || signingSecret === null) return null;
    if (this.env.mode === 'sandbox' && apiUrl === null) return null;
    const at = apiUrl === null ? SLACK : this.standIn(apiUrl);
    return { clientId, clientSecret, signingSecret, ...at };
  }

  private async fromSandbox(): Promise<SlackAppSettings | null> {
    const { appFile, apiUrl } = this.env.slack;
    const text = appFile === null ? null : await readFile(appFile, 'utf8').catch(() => null);
    if (text === null) return null;
    const app = AppFile.parse(JSON.parse(text));
    return {
      clientId: app.client_id,
      clientSecret: app.client_secret,
      signingSecret: app.signing_secret,
      ...this.standIn(apiUrl ?? app.api_url),
    };
  }

  /** The browser comes by our own address, which hands on to the stand-in; the programs go there directly. */
  private standIn(apiUrl: string): Pick<SlackAppSettings, 'apiUrl' | 'authorizeUrl'> {
    return {
      apiUrl: `${apiUrl.replace(/\/+$/, '')}/`,
      authorizeUrl: `${this.env.apiUrl}/sandbox/slack/oauth/v2/authorize`,
    };
  }
}

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import {
  GOOGLE_SETTINGS,
  type GoogleSettings,
  type UnknownAddon,
  UnknownAddons,
} from '../../platform/identity/index.js';
import {
  type CheckStep,
  failed,
  type IntegrationProbe,
  IntegrationProbes,
  type IntegrationStatus,
  passed,
  skipped,
} from '../integrations/index.js';

const PATIENCE_MS = 10_000;
/** As Google words the ids of OAuth clients; an Apps Script project has one of its own. */
const CLIENT_ID = /^\d+-[a-z0-9]+\.apps\.googleusercontent\.com$/;
const GUIDE = 'docs/integrations/gmail-addon.md says how';

/** The add-on in Gmail and Calendar, the same for every organisation; which of them may come in stands in ADDON_AUDIENCES. */
@Injectable()
export class AddonProbe implements IntegrationProbe, OnModuleInit {
  readonly kind = 'addon';

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(GOOGLE_SETTINGS) private readonly google: GoogleSettings,
    private readonly tenancy: Tenancy,
    private readonly unknown: UnknownAddons,
    private readonly probes: IntegrationProbes,
  ) {}

  onModuleInit(): void {
    this.probes.register(this);
  }

  async status(tx: Tx): Promise<IntegrationStatus> {
    const strangers = await this.strangers(tx);
    const problem = strangers.length > 0 ? sentenceOf(strangers) : null;
    const base = { problem, last_ok_at: null };
    if (this.env.mode === 'sandbox')
      return { ...base, state: 'connected', detail: 'The sandbox runs the real add-on in a stand-in for Apps Script.' };
    const { addonAudiences: known } = this.google;
    if (known.length > 0) return { ...base, state: 'connected', detail: `${known.length} may come in.` };
    return strangers.length > 0
      ? { ...base, state: 'lost', detail: 'One was opened, and ADDON_AUDIENCES names none.' }
      : { ...base, state: 'not_connected', detail: `None is set up; ${GUIDE}.` };
  }

  async check(tenantId: TenantId): Promise<CheckStep[]> {
    const strangers = await this.tenancy.run(tenantId, (tx) => this.strangers(tx));
    return [this.clients(), ...strangers.map(seen), await this.keys()];
  }

  private clients(): CheckStep {
    const { addonAudiences: known } = this.google;
    if (this.env.mode === 'sandbox' && this.env.addonAudiences.length === 0)
      return passed('client', 'The sandbox’s own.');
    if (known.length === 0)
      return skipped(
        'client',
        `ADDON_AUDIENCES names none. Install the add-on and open a message: its id is shown here; ${GUIDE}.`,
      );
    const odd = known.filter((one) => !CLIENT_ID.test(one));
    if (odd.length > 0)
      return failed(
        'client',
        `${odd.join(', ')} does not look like the id of an OAuth client.`,
        'Put ids like 1234567890-abc.apps.googleusercontent.com into ADDON_AUDIENCES, with commas between, and restart the API.',
      );
    return passed('client', `${known.join(', ')} may come in.`);
  }

  /** Refused meanwhile, and not entered since. */
  private async strangers(tx: Tx): Promise<UnknownAddon[]> {
    const { addonAudiences: known } = this.google;
    return (await this.unknown.list(tx)).filter(({ audience }) => !known.includes(audience));
  }

  private async keys(): Promise<CheckStep> {
    const name = 'keys of Google';
    const { jwksUrl } = this.google;
    const status = await fetch(jwksUrl, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
      (answer) => answer.status,
      () => null,
    );
    if (status === 200) return passed(name, 'Identity tokens can be checked.');
    return failed(
      name,
      `${jwksUrl} ${status === null ? 'does not answer' : `answers ${status}`}.`,
      `Let the API reach ${new URL(jwksUrl).host} on port 443.`,
    );
  }
}

const at = ({ lastSeenAt }: UnknownAddon): string =>
  lastSeenAt.toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', ' UTC');

const sentenceOf = (strangers: readonly UnknownAddon[]): string =>
  `Somebody came with an add-on that ADDON_AUDIENCES does not name: ${strangers.map(({ audience }) => audience).join(', ')}.`;

const seen = (stranger: UnknownAddon): CheckStep =>
  failed(
    'client that was refused',
    `One of your people came with the add-on ${stranger.audience}, last ${at(stranger)}.`,
    `If it is yours (its number is the Cloud project of your script), add ${stranger.audience} to ADDON_AUDIENCES and restart the API; if not, find out who made it.`,
  );

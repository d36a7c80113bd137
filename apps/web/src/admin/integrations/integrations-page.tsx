import { ListIntegrations } from '@understudy/contracts';
import { buttonClass, Chip, formatCount, formatMoment, Panel, useNow } from '@understudy/ui';
import {
  CalendarDays,
  HardDrive,
  Mail,
  MessageSquare,
  PanelRight,
  TreePalm,
  Webhook,
  type LucideIcon,
} from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { Arrived } from './arrived.js';
import {
  answerOf,
  byPressing,
  type Integration,
  INTEGRATIONS,
  type Kind,
  mendWords,
  stateChip,
} from './integration-words.js';

const ICONS: Readonly<Record<Kind, LucideIcon>> = {
  google: CalendarDays,
  addon: PanelRight,
  slack: MessageSquare,
  pto: TreePalm,
  mail: Mail,
  storage: HardDrive,
  webhooks: Webhook,
};

/** How everything that Understudy is connected with stands, what is wrong, since when, and the button that mends it. */
export function IntegrationsPage() {
  return (
    <AdminOnly title="Integrations">
      <Integrations />
    </AdminOnly>
  );
}

function Integrations() {
  const list = useApi(ListIntegrations, {});
  const [params] = useSearchParams();
  return (
    <Page
      title={list.data ? answerOf(list.data.items) : 'Integrations'}
      here="Integrations"
      sub="What is not connected people do by hand: the product says so where it matters."
    >
      <div className="stack">
        <Arrived connected={params.get('connected')} />
        <Panel title="Integrations" count={list.data?.items.length}>
          <Loaded query={list} what="The integrations" words="Looking how each one stands" rows={6}>
            {({ items }) => (
              <ul className="rows rows-top integrations">
                {byPressing(items).map((item) => (
                  <IntegrationRow key={item.kind} item={item} />
                ))}
              </ul>
            )}
          </Loaded>
        </Panel>
      </div>
    </Page>
  );
}

export const pageOf = (kind: Kind): string => (kind === 'webhooks' ? '/webhooks' : `/integrations/${kind}`);

function IntegrationRow({ item }: { readonly item: Integration }) {
  const { user } = useMe();
  const now = useNow();
  const { kind, detail, problem, last_ok_at: okAt, lost, at_risk: atRisk } = item;
  const Icon = ICONS[kind];
  const { name, purpose } = INTEGRATIONS[kind];
  const chip = stateChip(item);
  const mend = mendWords(item);
  const since = lost[0]?.since;
  return (
    <li>
      <span className="integration-icon">
        <Icon className="i" />
      </span>
      <span className="grow">
        <span className="flex flex-wrap items-center gap-2">
          <Link className="font-medium hover:underline" to={pageOf(kind)}>
            {name}
          </Link>
          <Chip tone={chip.tone}>{chip.words}</Chip>
          {since ? <span className="text-xs text-ink-2">since {formatMoment(since, user.time_zone, now)}</span> : null}
        </span>
        <span className="block text-ink-2">{problem ?? detail}</span>
        <span className="block text-xs text-ink-2">
          {purpose}
          {okAt ? ` Last worked ${formatMoment(okAt, user.time_zone, now)}.` : ''}
          {lost.length > 0 ? ` Lost for ${lostFor(item)}.` : ''}
          {atRisk.total > 0 ? ` ${formatCount(atRisk.total, 'absence')} at risk.` : ''}
        </span>
      </span>
      <Link
        className={buttonClass({ size: 'panel', look: item.state === 'lost' ? 'filled' : 'plain' })}
        to={pageOf(kind)}
        aria-label={`${mend ?? 'Open'}: ${name}`}
      >
        {mend ?? 'Open'}
      </Link>
    </li>
  );
}

const lostFor = ({ lost }: Integration): string =>
  lost.some(({ user }) => user === null) ? 'everybody' : formatCount(lost.length, 'person', 'people');

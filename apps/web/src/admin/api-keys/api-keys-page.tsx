import { ListApiKeys, RevokeApiKey, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  Chip,
  DataTable,
  EmptyState,
  formatAgo,
  formatCount,
  formatMoment,
  Panel,
  Person,
  StateChip,
  useNow,
  useToast,
} from '@understudy/ui';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useApi, useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { Pager } from '../pager.js';
import { rolesInWords } from '../people/person-words.js';
import { ReasonDialog } from '../reason-dialog.js';
import { useListAddress } from '../use-pages.js';
import { keyState } from './key-state.js';
import { NewKeyDialog } from './new-key-dialog.js';

type ApiKey = AnswerOf<typeof ListApiKeys>['items'][number];

export function ApiKeysPage() {
  return (
    <AdminOnly title="API keys">
      <ApiKeys />
    </AdminOnly>
  );
}

function ApiKeys() {
  const address = useListAddress();
  const now = useNow();
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const query = useApi(
    ListApiKeys,
    { limit: 50, ...(address.cursor ? { cursor: address.cursor } : {}) },
    { keep: true },
  );
  const items = query.data?.items ?? [];
  const open = items.filter((key) => keyState(key, now).works);
  const whole = address.page === 1 && query.data?.next_cursor === null;
  return (
    <Page
      title={whole && items.length > 0 ? `${formatCount(open.length, 'key')} can call the API` : 'API keys'}
      here="API keys"
      sub="A key acts as the admin who made it, with the roles chosen for it; when they are no admin any more, only with what they still may."
      actions={
        <Button look="filled" onClick={() => setMaking(true)}>
          <Plus className="i" />
          Make a key
        </Button>
      }
    >
      <Panel
        title="Keys, newest first"
        count={address.page > 1 ? `page ${address.page}` : query.data ? items.length : undefined}
        actions={<Pager address={address} next={query.data?.next_cursor} />}
      >
        <Loaded query={query} what="The list of keys" words="Reading the keys">
          {(page) =>
            page.items.length > 0 ? (
              <KeyTable rows={page.items} onEnd={setEnding} />
            ) : (
              <EmptyState icon={<KeyRound className="i" />} title="No key yet">
                Scripts and other systems call the API with a key. The API’s own pages say what there is, under
                /api/docs.
              </EmptyState>
            )
          }
        </Loaded>
      </Panel>
      {making ? <NewKeyDialog onClose={() => setMaking(false)} /> : null}
      {ending ? <EndKeyDialog apiKey={ending} onClose={() => setEnding(null)} /> : null}
    </Page>
  );
}

interface KeyTableProps {
  readonly rows: readonly ApiKey[];
  readonly onEnd: (key: ApiKey) => void;
}

function KeyTable({ rows, onEnd }: KeyTableProps) {
  const { user } = useMe();
  const now = useNow();
  return (
    <DataTable
      caption="API keys, newest first"
      rowKey={(key) => key.id}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'name',
          head: 'Key',
          width: '24%',
          cell: (key) => (
            <span className="lines">
              <span className="clip font-medium">{key.name}</span>
              <code className="clip text-xs text-ink-2">{key.prefix}…</code>
            </span>
          ),
        },
        {
          key: 'state',
          head: 'State',
          width: '22%',
          cell: (key) => {
            const state = keyState(key, now);
            return (
              <span className="lines">
                <span>
                  {state.soon ? (
                    <StateChip state="waiting">{state.words}</StateChip>
                  ) : (
                    <Chip tone={state.works ? 'plain' : 'outlined'}>{state.words}</Chip>
                  )}
                </span>
                <span className="clip text-xs text-ink-2" title={key.revoked_reason ?? undefined}>
                  {key.revoked_reason ??
                    (key.expires_at
                      ? `${state.works ? 'until' : 'since'} ${formatMoment(key.expires_at, user.time_zone, now)}`
                      : 'without an end')}
                </span>
              </span>
            );
          },
        },
        {
          key: 'as',
          head: 'Acts as',
          width: '20%',
          narrow: 'wide',
          cell: (key) => (
            <span className="lines">
              <Person name={key.acts_as.name} kind={key.acts_as.user_id === user.id ? 'you' : 'other'} />
              <span className="clip pl-[29px] text-xs text-ink-2">{rolesInWords(key.roles)}</span>
            </span>
          ),
        },
        {
          key: 'used',
          head: 'Last used',
          width: '14%',
          cell: (key) =>
            key.last_used_at ? (
              <span className="num">{formatAgo(key.last_used_at, user.time_zone, now)}</span>
            ) : (
              <span className="text-ink-2">never</span>
            ),
        },
        {
          key: 'act',
          head: 'Actions',
          headHidden: true,
          width: '20%',
          narrow: 'wide',
          className: 'text-right',
          cell: (key) =>
            key.revoked_at === null ? (
              <Button size="row" aria-label={`Revoke ${key.name}`} onClick={() => onEnd(key)}>
                Revoke
              </Button>
            ) : null,
        },
      ]}
    />
  );
}

function EndKeyDialog({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const { user } = useMe();
  const now = useNow();
  const revoke = useSend(RevokeApiKey);
  const tell = useToast();
  return (
    <ReasonDialog
      title={`Revoke “${apiKey.name}”`}
      act="Revoke key"
      reason={{ label: 'Why' }}
      busy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onAct={(reason) =>
        revoke.mutate(
          { input: { api_key_id: apiKey.id, reason } },
          {
            onSuccess: () => {
              tell({ text: `“${apiKey.name}” is refused from now on` });
              onClose();
            },
          },
        )
      }
    >
      <p>
        Whatever calls with it is refused within a second, and it cannot be taken back: a new key is another secret.{' '}
        {apiKey.last_used_at
          ? `It was last used ${formatMoment(apiKey.last_used_at, user.time_zone, now)}.`
          : 'It was never used.'}
      </p>
    </ReasonDialog>
  );
}

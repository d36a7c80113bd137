import { useQueries, useQuery } from '@tanstack/react-query';
import { GetMe, Lookup } from '@understudy/contracts';
import { useNow } from '@understudy/ui';
import { useMemo } from 'react';
import { ask } from '../api/http.js';
import { readMailbox } from '../api/mailbox.js';
import { useApi } from '../api/use-api.js';
import { usePerson } from '../person/person.js';
import { hitOf, inboxOf, outsideAddresses, reaches, rowOf, type InboxThread, type LookupHit } from './inbox.js';

/** As many addresses as one question may have. */
const AT_ONCE = 50;

export interface InboxRow extends InboxThread {
  readonly hit: LookupHit | undefined;
}

const mailbox = (email: string) => ({
  queryKey: ['mailbox', email],
  queryFn: ({ signal }: { signal: AbortSignal }) => readMailbox(email, signal),
  staleTime: 60_000,
});

/** The reader's threads and those of the people they stand in for now, each with who looks after its customer; and what only left. */
export function useInbox() {
  const { user, tenant, token } = usePerson();
  const now = useNow();
  const own = useQuery(mailbox(user.email));
  const me = useApi(GetMe, {});
  const inside = useMemo(() => new Set(tenant.users.map(({ email }) => email.toLowerCase())), [tenant]);
  const owners = useMemo(() => {
    const ids = (me.data?.i_cover ?? [])
      .filter(({ status, starts_at, ends_at }) => RUNS.has(status) && spans(starts_at, ends_at, now))
      .map(({ person }) => person.user_id);
    return tenant.users.filter(({ id }) => ids.includes(id)).map(({ email }) => email);
  }, [me.data, now, tenant]);
  const covered = useQueries({ queries: owners.map(mailbox) });

  const threads = inboxOf({
    me: user.email,
    own: own.data?.inbox ?? [],
    sent: [own, ...covered].flatMap(({ data }) => data?.sent ?? []),
    covered: owners.map((owner, index) => ({ owner, threads: covered[index]?.data?.inbox ?? [] })),
    inside,
    now,
  });
  const sent = (own.data?.sent ?? [])
    .map((thread) => rowOf(thread, null, inside, now))
    .filter((row) => row !== null)
    .sort((a, b) => Date.parse(b.latest.sentAt) - Date.parse(a.latest.sentAt));
  const addresses = [
    ...new Set([...threads, ...sent].flatMap(({ thread }) => outsideAddresses(thread, inside))),
  ].sort();
  const lookup = useQuery({
    queryKey: ['api', 'lookup', user.email, addresses],
    queryFn: ({ signal }) => lookUp(addresses, token, signal),
    enabled: addresses.length > 0,
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
  const withHit = (row: InboxThread): InboxRow => ({ ...row, hit: hitOf(row, lookup.data ?? [], inside) });
  const rows = threads.map(withHit).filter((row) => reaches(row, row.hit, user.id));
  return { query: own, rows, sent: sent.map(withHit), inside };
}

const RUNS = new Set(['accepted', 'active']);
const spans = (startsAt: string, endsAt: string | null, now: number): boolean =>
  Date.parse(startsAt) <= now && (endsAt === null || now < Date.parse(endsAt));

async function lookUp(addresses: readonly string[], token: string, signal: AbortSignal): Promise<readonly LookupHit[]> {
  const parts = Array.from({ length: Math.ceil(addresses.length / AT_ONCE) }, (_, part) =>
    addresses.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
  const answers = await Promise.all(parts.map((emails) => ask(Lookup, { emails }, { token, signal })));
  return answers.flatMap(({ customers }) => customers);
}

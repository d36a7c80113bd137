import type { AnyEndpoint, AnswerOf, WireOf } from '@understudy/contracts';
import {
  Button,
  buttonClass,
  dayOf,
  EmptyState,
  formatCount,
  formatShortDay,
  Panel,
  sentence,
  useNow,
} from '@understudy/ui';
import { Download, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApi } from '../api/use-api.js';
import { isDay } from '../session/local-days.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { useAddress } from '../shell/use-address.js';
import { Loaded } from '../states/loaded.js';

const LIMIT = 50;

interface Listed {
  readonly items: readonly unknown[];
  readonly total: number;
  readonly offset: number;
}

export interface BehindPageProps<E extends AnyEndpoint> {
  readonly endpoint: E;
  /** What the list holds, in words: "escalations". */
  readonly what: string;
  readonly back: { readonly to: string; readonly words: string };
  /** The endpoint also writes CSV. */
  readonly csv?: boolean;
  readonly children: (items: AnswerOf<E> extends { readonly items: infer Items } ? Items : never) => ReactNode;
}

/**
 * The list behind a number: the address carries the same filters as the number did, so the length of the list is the number. What
 * the API does not know is not sent.
 */
export function BehindPage<E extends AnyEndpoint>({ endpoint, what, back, csv = false, children }: BehindPageProps<E>) {
  const { user } = useMe();
  const [params, rewrite] = useAddress();
  const offset = Math.max(0, Number(params.get('offset') ?? 0) || 0);
  const asked = Object.fromEntries([...params].filter(([name]) => name !== 'offset' && name !== 'limit'));
  const today = dayOf(useNow(), user.time_zone);
  // the filters come from an address that the API itself made; it checks them again
  const list = useApi(endpoint, { ...asked, limit: LIMIT, offset } as unknown as WireOf<E>, { keep: true });
  const data = list.data as unknown as Listed | undefined;
  const go = (to: number) => rewrite({ offset: String(to) }, true);

  return (
    <Page
      title={data ? formatCount(data.total, what.replace(/s$/, ''), what) : sentence(what)}
      here={sentence(asked['filter']?.replaceAll('-', ' ') ?? what)}
      crumbs={[back]}
      sub={describe(asked, today)}
      actions={
        csv ? (
          <a
            className={buttonClass()}
            href={`${endpoint.path}?${new URLSearchParams({ ...asked, format: 'csv' })}`}
            download
          >
            <Download className="i" />
            CSV
          </a>
        ) : null
      }
    >
      <Panel
        title={sentence(asked['filter']?.replaceAll('-', ' ') ?? what)}
        count={data?.total}
        actions={
          data && data.total > LIMIT ? (
            <>
              <Button size="row" disabled={offset === 0} onClick={() => go(Math.max(0, offset - LIMIT))}>
                Back
              </Button>
              <Button size="row" disabled={offset + LIMIT >= data.total} onClick={() => go(offset + LIMIT)}>
                More
              </Button>
            </>
          ) : null
        }
      >
        <Loaded query={list} what={`The list of ${what}`} words={`Reading the ${what}`} rows={8} back={back}>
          {(answer) => {
            const { items } = answer as unknown as Listed;
            if (items.length === 0)
              return (
                <EmptyState icon={<SearchX className="i" />} title={`No ${what}`}>
                  Nothing is counted here any more.
                </EmptyState>
              );
            return children(items as never);
          }}
        </Loaded>
      </Panel>
    </Page>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  severity: 'severity',
  category: 'category',
  status: 'status',
  age: 'open for',
  segment: 'segment',
  week_on: 'week of',
};

/** "1 Sep to 30 Nov · severity P1". */
function describe(asked: Readonly<Record<string, string>>, today: string): string | undefined {
  const { from, to } = asked;
  const days = isDay(from) && isDay(to) ? [`${formatShortDay(from, today)} to ${formatShortDay(to, today)}`] : [];
  const rest = Object.entries(NAMES).flatMap(([name, words]) => {
    const value = asked[name];
    if (value === undefined) return [];
    const said = value.replaceAll(/[-_]/g, ' ') || 'none';
    return [`${words} ${isDay(value) ? formatShortDay(value, today) : said}`];
  });
  return [...days, ...rest].join(' · ') || undefined;
}

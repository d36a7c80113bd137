import { ListDuplicates } from '@understudy/contracts';
import { formatCount, Notice, SeverityMark, StatusMark } from '@understudy/ui';
import { useApi } from '../api/use-api.js';
import { soundsLike } from './escalation-draft.js';

export interface OpenAlreadyProps {
  readonly customerId: string;
  readonly category: string;
  /** As far as it is typed. */
  readonly title: string;
}

/** What is open already of the same customer and kind, what sounds like the title first; it does not keep anybody from sending. */
export function OpenAlready({ customerId, category, title }: OpenAlreadyProps) {
  const found = useApi(ListDuplicates, { customer_id: customerId, category }, { enabled: category !== '' });
  const items = (category && found.data?.items) || [];
  if (items.length === 0) return null;
  const rows = items
    .map((row) => ({ row, alike: soundsLike(title, row.title) }))
    .toSorted((one, other) => Number(other.alike) - Number(one.alike));
  const alike = rows.filter((one) => one.alike).length;
  return (
    <Notice tone={alike > 0 ? 'waiting' : 'plain'} className="items-start">
      <b>
        {alike > 0
          ? `${formatCount(alike, 'open escalation sounds', 'open escalations sound')} the same.`
          : `${formatCount(items.length, 'is', 'are')} open already about ${category}.`}
      </b>{' '}
      <span className="mut">Adding to it is faster than a second one.</span>
      <ul className="open-already">
        {rows.map(({ row }) => (
          <li key={row.id}>
            <SeverityMark severity={row.severity} />
            <a className="clip link" href={`/escalations/${row.id}`} target="_blank" rel="noopener">
              {row.title}
            </a>
            <StatusMark status={row.status} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

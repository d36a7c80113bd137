import { Lookup, type AnswerOf } from '@understudy/contracts';
import { Avatar, firstNameOf, formatUntil, LogoMark, useNow } from '@understudy/ui';
import { useApi } from '../api/use-api.js';
import { Menu } from '../frame/menu.js';
import { usePerson } from '../person/person.js';
import { CRM_SYSTEM } from './accounts.js';

type Responsible = AnswerOf<typeof Lookup>['customers'][number]['responsible'];

/** "Who's covering?" as the page draws it for those without the extension: the same answer, without its actions. */
export function PageBar({ recordId }: { readonly recordId: string }) {
  const { user } = usePerson();
  const now = useNow();
  const answer = useApi(Lookup, { crm: { system: CRM_SYSTEM, record_id: recordId } });
  const hit = answer.data?.customers[0];
  if (answer.isError) return <span className="crm-bar crm-bar-quiet">Who covers is not known right now</span>;
  if (answer.isPending) return <span className="crm-bar crm-bar-quiet">Looking who covers</span>;
  if (!hit) return <span className="crm-bar crm-bar-quiet">Not linked yet</span>;
  const { responsible } = hit;
  const words = wordsOf(responsible, user.id, user.time_zone, now);
  return (
    <>
      <Menu
        label="Who's covering?"
        className={responsible.responsible ? 'crm-bar' : 'crm-bar crm-bar-gap'}
        menuClassName="crm-who"
        under
        buttonLabel={`Who's covering? ${words}`}
        button={
          <>
            <LogoMark size={16} kind={responsible.responsible ? 'on' : 'gap'} />
            <span className="clip">{words}</span>
          </>
        }
      >
        {() => <Why responsible={responsible} words={words} customer={hit.customer.name} />}
      </Menu>
      <span className="crm-drawn">drawn by the page</span>
    </>
  );
}

interface WhyProps {
  readonly responsible: Responsible;
  readonly words: string;
  readonly customer: string;
}

const Why = ({ responsible: { responsible, explanation, next }, words, customer }: WhyProps) => (
  <>
    <h2>{customer}</h2>
    <p className="crm-who-line">
      {responsible ? <Avatar name={responsible.name} size="large" /> : null}
      <b>{words}</b>
    </p>
    <ul>
      {explanation.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {next ? <li>Next in line: {next.name}</li> : null}
    </ul>
  </>
);

function wordsOf(answer: Responsible, meId: string, readerZone: string, now: number): string {
  const { responsible, because, until, time_zone } = answer;
  if (!responsible) return 'Nobody covers';
  const isMe = responsible.user_id === meId;
  const name = firstNameOf(responsible.name);
  if (because === 'owner') return isMe ? 'You are here' : `${name} is here`;
  const end = until ? ` until ${formatUntil(until, time_zone, readerZone, now)}` : '';
  return `${isMe ? 'You cover' : `${name} covers`}${end}`;
}

import { EmptyState, Person } from '@understudy/ui';
import { Headset } from 'lucide-react';
import { Availability, Slots } from './availability.js';
import type { Supporter } from './inbox-words.js';

/** Who takes conversations, what they carry, and whether more may come. */
export function SupportersPanel({ supporters }: { readonly supporters: readonly Supporter[] }) {
  if (supporters.length === 0) {
    return (
      <EmptyState icon={<Headset className="i" />} title="No supporters here">
        Nobody you manage takes conversations. An admin gives people the role under People.
      </EmptyState>
    );
  }
  return (
    <ul className="rows">
      {supporters.map((supporter) => {
        const name = supporter.display_name ?? supporter.email;
        return (
          <li key={supporter.supporter_id} className="flex-wrap">
            <span className="grow">
              <Person
                name={name}
                note={supporter.email}
                kind={supporter.unavailable_because === 'absent' ? 'away' : 'other'}
              />
            </span>
            <Slots supporter={supporter} />
            <span className="supporter-switch">
              <Availability supporter={supporter} name={name} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

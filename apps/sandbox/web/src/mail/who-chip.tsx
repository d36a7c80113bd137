import { Chip, firstNameOf } from '@understudy/ui';
import { CircleAlert } from 'lucide-react';
import { usePerson } from '../person/person.js';
import type { LookupHit } from './inbox.js';

/** Who looks after the customer of a thread, in two words; nothing where it is the reader's own customer or no customer at all. */
export function WhoChip({ hit }: { readonly hit: LookupHit | undefined }) {
  const { user } = usePerson();
  if (!hit) return null;
  const { responsible, because } = hit.responsible;
  if (!responsible)
    return (
      <Chip tone="gap" icon={<CircleAlert className="i" />}>
        Nobody
      </Chip>
    );
  const isMine = responsible.user_id === user.id;
  if (because === 'owner') return isMine ? null : <Chip tone="outlined">{firstNameOf(responsible.name)}</Chip>;
  return <Chip tone="covered">{isMine ? 'You cover' : `${firstNameOf(responsible.name)} covers`}</Chip>;
}

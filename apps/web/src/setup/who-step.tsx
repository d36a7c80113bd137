import { Notice } from '@understudy/ui';
import type { Proposal, SetupDraft } from './setup-draft.js';
import { ShareBoard } from './share-board.js';
import type { Shares } from './shares.js';
import { SuggestedBackups } from './suggested-backups.js';

export interface StepProps {
  readonly draft: SetupDraft;
  readonly change: (fields: Partial<SetupDraft>) => void;
  readonly proposal: Proposal;
  readonly shares: Shares;
}

/** One person or several, with every reason; who has which customer, by hand where somebody knows better. */
export function WhoStep({ draft, change, proposal, shares, isStale }: StepProps & { readonly isStale: boolean }) {
  const chosen = draft.among ?? proposal.shares.map(({ backup }) => backup.user_id);
  const choose = (among: readonly string[] | null) =>
    change({
      among: among === null ? null : [...among],
      byHand:
        among === null ? {} : Object.fromEntries(Object.entries(draft.byHand).filter(([, id]) => among.includes(id))),
    });
  const accepted = proposal.asked.filter((row) => row.accepted);
  if (proposal.customers.length === 0) {
    return (
      <Notice>
        <b>Nobody has to cover.</b>{' '}
        <span className="mut">No customer belongs to {proposal.user.name}. The time away is entered all the same.</span>
      </Notice>
    );
  }
  return (
    <>
      {accepted.length > 0 ? (
        <Notice tone="covered">
          <b>Somebody has said yes already.</b>{' '}
          <span className="mut">Who agreed keeps their customers; moving one of them ends that and asks anew.</span>
        </Notice>
      ) : null}
      <SuggestedBackups proposal={proposal} chosen={chosen} onChoose={choose} />
      <ShareBoard
        shares={shares}
        best={proposal.best}
        isChanged={draft.among !== null || Object.keys(draft.byHand).length > 0}
        isStale={isStale}
        onPlace={(customerId, userId) =>
          change({ among: [...chosen], byHand: { ...draft.byHand, [customerId]: userId } })
        }
        onAlone={(userId) => choose([userId])}
        onBest={() => choose(null)}
        alone={proposal.people[0] ?? null}
        reasonOf={(id) => proposal.unplaced.find(({ customer_id }) => customer_id === id)?.reason ?? null}
      />
    </>
  );
}

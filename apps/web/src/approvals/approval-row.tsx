import { ApproveCoverage, RejectCoverage } from '@understudy/contracts';
import {
  Avatar,
  Button,
  buttonClass,
  Chip,
  cn,
  FactorBars,
  firstNameOf,
  formatMoment,
  StateChip,
  useNow,
  useToast,
} from '@understudy/ui';
import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { ReasonDialog } from '../parts/reason-dialog.js';
import { useMe } from '../session/session.js';
import { chosenBecause, daysOf, stakeOf, withoutMe, type Approval } from './approval-words.js';
import { ChangeDialog } from './change-dialog.js';

export interface ApprovalRowProps {
  readonly approval: Approval;
  /** Another manager was faster; it stays in sight as long as somebody writes about it here. */
  readonly isDecided: boolean;
  readonly onHold: (approval: Approval | null) => void;
  /** The first of the queue: its yes is the page's filled button. */
  readonly presses: boolean;
}

/** One backup who waits for a yes: who for whom, how much, why this one, by when, and the three answers. */
export function ApprovalRow(row: ApprovalRowProps) {
  const { approval } = row;
  const { user } = useMe();
  const now = useNow();
  const { assignment } = approval;
  const by = assignment.approve_by;
  return (
    <li>
      <Avatar name={assignment.backup.name} />
      <div className="grow grid gap-2">
        <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
          <span className="lines basis-[220px] grow">
            <span>
              <span className="font-medium">{assignment.backup.name}</span> for{' '}
              <Link className="font-medium hover:underline" to={`/absences/${assignment.absence_id}`}>
                {assignment.absent.name}
              </Link>
              , {daysOf(approval)}
              {assignment.tier > 1 ? `, stands behind (tier ${assignment.tier})` : ''}
            </span>
            <span className="text-xs text-ink-2">{stakeOf(approval)}</span>
          </span>
          {by ? (
            <Chip tone={Date.parse(by) - now < HOUR_MS ? 'waiting' : 'outlined'} icon={<Hourglass className="i" />}>
              by {formatMoment(by, user.time_zone, now)}
            </Chip>
          ) : null}
          {approval.backup_knows ? (
            <StateChip state="waiting">
              {assignment.status === 'pending' ? 'Asked already' : 'Covers already'}
            </StateChip>
          ) : null}
        </div>
        <p className="text-ink-2">
          {chosenBecause(approval)} {withoutMe(approval, user.time_zone, now)}
        </p>
        <Factors factors={assignment.factors} />
        <Answers {...row} />
      </div>
    </li>
  );
}

const HOUR_MS = 3_600_000;

function Factors({ factors }: { readonly factors: Approval['assignment']['factors'] }) {
  if (!factors) return null;
  const preference = factors['preference_score'] ?? 0;
  return (
    <div className="max-w-[560px]">
      <FactorBars
        factors={[
          { name: 'Capacity', value: factors['capacity_score'] ?? 0 },
          { name: 'Familiar', value: factors['familiarity_score'] ?? 0 },
          { name: 'Skill', value: factors['skill_match_score'] ?? 0 },
          {
            name: 'Preferred',
            value: preference,
            of: 30,
            words: preference > 0 ? `+${Math.round(preference)}` : '0',
          },
        ]}
      />
    </div>
  );
}

function Answers({ approval, isDecided, onHold, presses }: ApprovalRowProps) {
  const { assignment } = approval;
  const backup = firstNameOf(assignment.backup.name);
  const [open, setShown] = useState<'refuse' | 'change' | null>(null);
  const setOpen = (next: 'refuse' | 'change' | null) => {
    setShown(next);
    onHold(next && approval);
  };
  const approve = useSend(ApproveCoverage);
  const refuse = useSend(RejectCoverage);
  const tell = useToast();
  const say = () =>
    settle(approve.mutateAsync({ input: { assignment_id: assignment.id } }), {
      onSuccess: ({ status }) =>
        tell({ text: status === 'pending' ? `Approved. ${backup} is asked now.` : `Approved. ${backup} stands in.` }),
      onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
    });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="panel" look={presses ? 'filled' : 'plain'} busy={approve.isPending} onClick={say}>
        Approve {backup}
      </Button>
      <Button size="panel" onClick={() => setOpen('change')}>
        Change
      </Button>
      <Button size="panel" onClick={() => setOpen('refuse')}>
        Refuse
      </Button>
      <Link className={cn(buttonClass({ size: 'panel', look: 'quiet' }))} to={`/absences/${assignment.absence_id}`}>
        All about it
      </Link>
      {open === 'refuse' ? (
        <ReasonDialog
          title={`Refuse ${assignment.backup.name} as backup`}
          hint={`${firstNameOf(assignment.absent.name)} reads it. The answer is final; somebody else is looked for at once.`}
          words="Refuse"
          draftKey={`refuse:${assignment.id}`}
          busy={refuse.isPending}
          error={refuse.error}
          onClose={() => setOpen(null)}
          onReason={(reason, done) =>
            settle(refuse.mutateAsync({ input: { assignment_id: assignment.id, reason } }), {
              onSuccess: () => {
                tell({ text: `Refused. Somebody else is looked for to stand in for ${assignment.absent.name}.` });
                done();
              },
            })
          }
        />
      ) : null}
      {open === 'change' ? (
        <ChangeDialog approval={approval} isDecided={isDecided} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}

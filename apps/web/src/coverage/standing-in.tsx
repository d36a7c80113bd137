import { Button, CoverageBar } from '@understudy/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Dashboard } from './dashboard-page.js';
import { ReleaseButton } from './release-button.js';
import {
  instructionsOf,
  linkWords,
  NAMED,
  shownOf,
  standingInOf,
  type StandingIn as Standing,
} from './standing-words.js';

/** Who for, until when, how much, who after you: one bar for everybody you stand in for now, one for what is ahead. */
export function StandingIn({ dashboard }: { readonly dashboard: Dashboard }) {
  return standingInOf(dashboard).map((standing) => (
    <StandingBar key={standing.isAhead ? 'ahead' : 'now'} standing={standing} />
  ));
}

function StandingBar({ standing }: { readonly standing: Standing }) {
  const { covers, title, detail } = standing;
  const [all, setAll] = useState(false);
  const shown = shownOf(covers, all);
  const alone = covers.length === 1 ? covers[0] : undefined;
  return (
    <div className="stack o1">
      <CoverageBar
        state={standing.isAhead ? 'plain' : 'covered'}
        title={title}
        detail={detail}
        actions={
          <>
            {shown.map((cover) => (
              <Link
                key={cover.assignment.id}
                className="btn btn-panel max-w-60"
                to={`/coverage/${cover.assignment.id}`}
              >
                <span className="clip">{linkWords(cover, standing)}</span>
              </Link>
            ))}
            {covers.length > NAMED + 1 ? (
              <Button size="panel" look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
                {all ? 'Show fewer' : `Show all ${covers.length}`}
              </Button>
            ) : null}
            {alone ? <ReleaseButton assignment={alone.assignment} size="panel" /> : null}
          </>
        }
      />
      {instructionsOf(shown).map(({ assignment, instructions }) => (
        <p key={assignment.id} className="prose line-clamp-3 text-ink-2">
          <span className="font-medium text-ink">{assignment.absent.name}:</span> {instructions}
        </p>
      ))}
    </div>
  );
}

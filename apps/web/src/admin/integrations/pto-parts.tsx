import { ListPtoFeeds } from '@understudy/contracts';
import { Button, EmptyState, Panel } from '@understudy/ui';
import { Plus, TreePalm } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api.js';
import { Loaded } from '../../states/loaded.js';
import { FeedDialog } from './feed-dialog.js';
import { FeedRow } from './feed-row.js';
import { PtoNames } from './pto-names.js';

/** PTO systems that are read, and names of theirs that nobody could assign. */
export function PtoParts() {
  const feeds = useApi(ListPtoFeeds, {});
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PtoNames />
      <Panel
        title="Systems"
        count={feeds.data?.items.length}
        actions={
          <Button size="row" look={feeds.data?.items.length === 0 ? 'filled' : 'plain'} onClick={() => setAdding(true)}>
            <Plus className="i i-s" />
            Add a system
          </Button>
        }
      >
        <Loaded query={feeds} what="The PTO systems" words="Looking how they stand" rows={3}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={<TreePalm className="i" />} title="No PTO system is read">
                Time off that is approved elsewhere becomes absences here: from an iCalendar feed, HiBob or BambooHR.
              </EmptyState>
            ) : (
              <ul className="rows rows-top">
                {items.map((feed) => (
                  <FeedRow key={feed.id} feed={feed} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
      {isAdding ? <FeedDialog feed={null} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

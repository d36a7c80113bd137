import { AcknowledgeBrief } from '@understudy/contracts';
import { Button, Panel, useToast } from '@understudy/ui';
import { CheckCheck } from 'lucide-react';
import { wordsFor } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { Shorten } from '../parts/shorten.js';
import type { Brief } from './customer-page.js';

/** What is different since the backup last looked, with "Seen" to say so. Nothing changed, nothing shown. */
export function ChangedPanel({ brief }: { readonly brief: Brief }) {
  const seen = useSend(AcknowledgeBrief);
  const tell = useToast();
  if (brief.changed_since_viewed.length === 0) return null;
  const briefId = brief.id;
  return (
    <Panel
      title="Changed since you looked"
      count={brief.changed_since_viewed.length}
      actions={
        briefId ? (
          <Button
            size="row"
            busy={seen.isPending}
            onClick={() =>
              seen.mutate(
                { input: { brief_id: briefId } },
                { onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }) },
              )
            }
          >
            <CheckCheck className="i i-s" />
            Seen
          </Button>
        ) : null
      }
    >
      <Shorten rows={brief.changed_since_viewed} most={6} what="changes">
        {(changes) => (
          <ul className="rows pt-1 pb-1">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        )}
      </Shorten>
    </Panel>
  );
}

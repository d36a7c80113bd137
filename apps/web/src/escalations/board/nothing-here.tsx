import { Button, EmptyState } from '@understudy/ui';
import { SearchX, Siren } from 'lucide-react';
import { useEscalate } from '../escalate-provider.js';

/** An empty list: by its filters, or because nothing is escalated. */
export function NothingHere({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  const { open } = useEscalate();
  return (
    <div className="panel">
      {filtered ? (
        <EmptyState
          icon={<SearchX className="i" />}
          title="No escalation matches these filters"
          actions={
            <Button size="panel" onClick={onClear}>
              Clear filters
            </Button>
          }
        />
      ) : (
        <EmptyState
          good
          icon={<Siren className="i" />}
          title="Nothing is escalated"
          actions={
            <Button size="panel" onClick={() => open()}>
              Escalate
            </Button>
          }
        >
          When a customer needs more than you can give, press E on any page.
        </EmptyState>
      )}
    </div>
  );
}

import { Dialog } from '@understudy/ui';
import { useState } from 'react';
import { CustomerPicker } from '../customers/customer-picker.js';
import { EscalateForm, type Made } from './escalate-form.js';
import type { Subject } from './escalate-provider.js';
import { Escalated } from './escalated.js';
import type { KeptFile } from './kept-files.js';

export interface EscalateDialogProps {
  readonly about: Subject | null;
  readonly onClose: () => void;
}

/** From any page: which customer (when the page does not say), the form, and then who has it and until when. */
export function EscalateDialog({ about, onClose }: EscalateDialogProps) {
  const [subject, setSubject] = useState(about);
  const [made, setMade] = useState<{ readonly escalation: Made; readonly files: readonly KeptFile[] } | null>(null);

  if (made) return <Escalated {...made} onClose={onClose} />;
  if (subject) {
    return (
      <EscalateForm
        key={subject.id}
        subject={subject}
        onChange={about ? null : () => setSubject(null)}
        onMade={(escalation, files) => setMade({ escalation, files })}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title="Escalate for which customer?" onClose={onClose}>
      <CustomerPicker
        label="Customer"
        onPick={({ customer }) => setSubject({ id: customer.id, name: customer.name })}
      />
    </Dialog>
  );
}

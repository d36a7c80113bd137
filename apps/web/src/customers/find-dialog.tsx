import { Dialog } from '@understudy/ui';
import { useNavigate } from 'react-router';
import { CustomerPicker } from './customer-picker.js';

/** Ctrl or ⌘ K: go to a customer from anywhere. */
export function FindDialog({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  return (
    <Dialog title="Find a customer" onClose={onClose}>
      <CustomerPicker
        label="Name or domain"
        onPick={({ customer }) => {
          onClose();
          void navigate(`/customers/${customer.id}`);
        }}
      />
    </Dialog>
  );
}

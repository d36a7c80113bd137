import { Button, Input } from '@understudy/ui';
import { PickPerson } from '../admin/pick-person.js';
import type { ListAddress } from '../admin/use-pages.js';
import { AddressInput } from '../shell/address-input.js';
import { KNOWN_TYPES, recordWords, typeWords } from './audit-words.js';

/** Who, what, of which record, when: all in the address, so that it can be sent to somebody. */
export function AuditFilters({ address }: { readonly address: ListAddress }) {
  const by = address.get('by');
  const record = address.get('record');
  const id = address.get('id');
  const [from, to] = [address.get('from'), address.get('to')];
  return (
    <search className="filters" aria-label="Events">
      <div className="w-[220px]">
        <PickPerson
          aria-label="Done by"
          placeholder="Done by anybody"
          everybody
          clearable
          value={by ? { user_id: by, name: address.get('name') || 'one person' } : null}
          onChange={(person) => address.set({ by: person?.user_id ?? '', name: person?.name ?? '' })}
        />
      </div>
      <Input
        aria-label="Event"
        className="w-[200px]"
        list="audit-types"
        placeholder="Any event"
        autoComplete="off"
        key={address.get('type')}
        defaultValue={address.get('type')}
        onBlur={(event) =>
          event.target.value !== address.get('type') && address.set({ type: event.target.value.trim() })
        }
        onKeyDown={(event) => event.key === 'Enter' && address.set({ type: event.currentTarget.value.trim() })}
      />
      <datalist id="audit-types">
        {KNOWN_TYPES.map((type) => (
          <option key={type} value={typeWords(type)} label={`${typeWords(type)}, ${type}`} />
        ))}
      </datalist>
      {id ? (
        <Button onClick={() => address.set({ record: '', id: '' })}>
          One {recordWords(record).toLowerCase()} ✕<span className="sr-only"> show all records</span>
        </Button>
      ) : null}
      <label className="flex items-center gap-2 text-ink-2">
        From
        <AddressInput
          type="date"
          className="w-auto"
          value={from}
          max={to || undefined}
          onWrite={(day) => address.set({ from: day, ...(to && day > to ? { to: day } : {}) })}
        />
      </label>
      <label className="flex items-center gap-2 text-ink-2">
        to
        <AddressInput
          type="date"
          className="w-auto"
          value={to}
          min={from || undefined}
          onWrite={(day) => address.set({ to: day, ...(day && day < from ? { from: day } : {}) })}
        />
      </label>
      {address.filtered ? (
        <Button look="quiet" onClick={address.clear}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

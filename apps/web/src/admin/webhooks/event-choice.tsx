import { ListWebhookEvents, type AnswerOf } from '@understudy/contracts';
import { CircleAlert } from 'lucide-react';
import { useApi } from '../../api/use-api.js';
import { Loaded } from '../../states/loaded.js';

export type EventType = AnswerOf<typeof ListWebhookEvents>['items'][number]['type'];

const GROUPS = [
  ['absence', 'Absences'],
  ['coverage', 'Coverage'],
  ['escalation', 'Escalations'],
] as const;

export interface EventChoiceProps {
  readonly chosen: readonly EventType[];
  readonly onChange: (types: EventType[]) => void;
  readonly error?: string | undefined;
}

/** Every event there is, each with when it is sent; a group is taken or left as a whole too. */
export function EventChoice({ chosen, onChange, error }: EventChoiceProps) {
  const query = useApi(ListWebhookEvents, {});
  return (
    <Loaded query={query} what="The list of events" words="Reading the events">
      {({ items }) => {
        const all = items.map(({ type }) => type);
        const set = (types: readonly EventType[], on: boolean) =>
          onChange(all.filter((type) => (types.includes(type) ? on : chosen.includes(type))));
        return (
          <div className="grid gap-4">
            {GROUPS.map(([prefix, words]) => {
              const group = items.filter(({ type }) => type.startsWith(`${prefix}.`));
              const types = group.map(({ type }) => type);
              const count = types.filter((type) => chosen.includes(type)).length;
              return (
                <fieldset key={prefix} className="adm-ticks">
                  <legend className="field-label">
                    {words}{' '}
                    <small>
                      {count} of {types.length}
                    </small>
                    <button
                      type="button"
                      className="link text-xs"
                      onClick={() => set(types, count < types.length)}
                      aria-label={`${count < types.length ? 'All' : 'None'} of: ${words}`}
                    >
                      {count < types.length ? 'All' : 'None'}
                    </button>
                  </legend>
                  {group.map(({ type, says }) => (
                    <label key={type} className="adm-tick">
                      <input
                        type="checkbox"
                        checked={chosen.includes(type)}
                        onChange={({ target }) => set([type], target.checked)}
                      />
                      <span>
                        {says} <small className="mut">{type}</small>
                      </span>
                    </label>
                  ))}
                </fieldset>
              );
            })}
            {error ? (
              <span className="field-error" role="alert">
                <CircleAlert className="i i-s" />
                {error}
              </span>
            ) : null}
          </div>
        );
      }}
    </Loaded>
  );
}

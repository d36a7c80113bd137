import { Combobox, Field, formatTime, placeOf, useNow } from '@understudy/ui';
import { useMemo } from 'react';
import { isZone } from './person-words.js';

export interface ZoneFieldProps {
  readonly zone: string;
  readonly onChange: (zone: string) => void;
  readonly error?: string | undefined;
}

/** An IANA time zone, found by its place; says what time it is there. */
export function ZoneField({ zone, onChange, error }: ZoneFieldProps) {
  const now = useNow();
  const options = useMemo(
    () => Intl.supportedValuesOf('timeZone').map((name) => ({ value: name, words: name, note: placeOf(name) })),
    [],
  );
  return (
    <Field
      label="Time zone"
      {...(error ? { error } : isZone(zone) ? { hint: `${formatTime(now, zone)} there now` } : {})}
    >
      {(control) => (
        <Combobox
          {...control}
          value={{ value: zone, words: zone }}
          options={options}
          onChange={(option) => option && onChange(option.value)}
          nothing="No such zone: try the nearest large city."
        />
      )}
    </Field>
  );
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export interface WeekDaysProps {
  readonly label: string;
  /** ISO weekdays: Monday is 1. */
  readonly days: readonly number[];
  readonly onChange: (days: number[]) => void;
}

/** Days of the week to tick; their order stays that of the week. */
export function WeekDays({ label, days, onChange }: WeekDaysProps) {
  return (
    <fieldset className="week-days">
      <legend className="field-label">{label}</legend>
      {DAYS.map((words, index) => {
        const day = index + 1;
        return (
          <label key={day}>
            <input
              type="checkbox"
              checked={days.includes(day)}
              onChange={({ target }) =>
                onChange(
                  DAYS.map((_, at) => at + 1).filter((one) => (one === day ? target.checked : days.includes(one))),
                )
              }
            />
            {words}
          </label>
        );
      })}
    </fieldset>
  );
}

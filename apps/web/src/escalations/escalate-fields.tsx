import { ListCategories, ListTemplates, PreviewEscalation } from '@understudy/contracts';
import {
  DateField,
  Field,
  formatMoment,
  Input,
  placeOf,
  SegmentedControl,
  Select,
  Textarea,
  useNow,
} from '@understudy/ui';
import { CircleAlert } from 'lucide-react';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { RichTextField } from '../rich-text/rich-text-field.js';
import { beginWith, type EscalationDraft, isBegun, isSeverity, NEEDS_EXPECTATION } from './escalation-draft.js';
import { OpenAlready } from './open-already.js';
import { SeverityField } from './severity-field.js';
import { targetOf, whyNotTarget } from './target-time.js';

export interface EscalateFieldsProps {
  readonly customerId: string;
  readonly draft: EscalationDraft;
  readonly errors: Readonly<Record<string, string | undefined>>;
  readonly onChange: (fields: Partial<EscalationDraft>) => void;
}

/** Severity first, then kind, title and what happened (mocks/README.md, "Side panel"). */
export function EscalateFields({ customerId, draft, errors, onChange }: EscalateFieldsProps) {
  const categories = useApi(ListCategories, {});
  const chosen = categories.data?.items.find(({ name }) => name === draft.category);
  const severity = isSeverity(draft.severity) ? draft.severity : null;
  const isNeeded = severity !== null && NEEDS_EXPECTATION.includes(severity);
  return (
    <>
      <Templates customerId={customerId} draft={draft} onChange={onChange} />
      <SeverityField
        value={severity}
        slaHours={chosen?.sla_hours ?? null}
        error={errors['severity']}
        onChange={(value) => onChange({ severity: value })}
      />
      <Kind
        names={(categories.data?.items ?? []).map(({ name }) => name)}
        value={draft.category}
        description={chosen?.description ?? null}
        error={errors['category']}
        onChange={(category) => onChange({ category })}
      />
      <Field label="Title" {...(errors['title'] ? { error: errors['title'] } : {})}>
        {(control) => (
          <Input
            {...control}
            value={draft.title}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <OpenAlready customerId={customerId} category={draft.category} title={draft.title} />
      <RichTextField
        label="What happened?"
        hint="Added by itself: ARR, health, last activity, open risks, who looks after them"
        error={errors['description']}
        value={draft.description}
        onChange={(description) => onChange({ description })}
      />
      <div className="solve">
        <Field
          label="What would solve it?"
          note={isNeeded ? '' : 'optional'}
          {...(errors['expected_resolution'] ? { error: errors['expected_resolution'] } : {})}
        >
          {(control) => (
            <Textarea
              {...control}
              className="min-h-[54px]"
              value={draft.expected_resolution}
              onChange={(event) => onChange({ expected_resolution: event.target.value })}
            />
          )}
        </Field>
        <Target customerId={customerId} draft={draft} error={errors['target_resolution_date']} onChange={onChange} />
      </div>
    </>
  );
}

type PartProps = Pick<EscalateFieldsProps, 'customerId' | 'draft' | 'onChange'>;

/** Offered while nothing is typed; filled with the customer's facts. */
function Templates({ customerId, draft, onChange }: PartProps) {
  const templates = useApi(ListTemplates, { customer_id: customerId });
  const items = templates.data?.items ?? [];
  if (items.length === 0 || isBegun(draft)) return null;
  return (
    <Field label="Begin with" note="optional">
      {(control) => (
        <Select
          {...control}
          value=""
          onChange={({ target }) => {
            const template = items.find(({ id }) => id === target.value);
            if (template) onChange(beginWith(draft, template));
          }}
        >
          <option value="">An empty form</option>
          {items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

const MOST_SEGMENTS = 5;

interface KindProps {
  readonly names: readonly string[];
  readonly value: string;
  readonly description: string | null;
  readonly error: string | undefined;
  readonly onChange: (category: string) => void;
}

/** Up to five kinds side by side, more in a list; none is chosen for anybody, because it decides who gets it. */
function Kind({ names, value, description, error, onChange }: KindProps) {
  if (names.length > MOST_SEGMENTS) {
    return (
      <Field label="Kind" {...(error ? { error } : {})} {...(description ? { hint: description } : {})}>
        {(control) => (
          <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="">Choose what it is about</option>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )}
      </Field>
    );
  }
  return (
    <div className="field kinds">
      <span className="field-label" aria-hidden="true">
        Kind
      </span>
      <SegmentedControl
        label="Kind"
        options={names.map((name) => ({ value: name, words: name }))}
        value={value || null}
        onChange={onChange}
      />
      {error ? (
        <span className="field-error" role="alert">
          <CircleAlert className="i i-s" />
          {error}
        </span>
      ) : description ? (
        <span className="field-hint">{description}</span>
      ) : null}
    </div>
  );
}

/** By when somebody promised it, if anybody did; after the clock has run out it deserves a second look. */
function Target({ customerId, draft, error, onChange }: PartProps & { readonly error: string | undefined }) {
  const { user } = useMe();
  const now = useNow();
  const { severity, category, target_on: day } = draft;
  const asked = { customer_id: customerId, category, severity: isSeverity(severity) ? severity : 'P2' } as const;
  const preview = useApi(PreviewEscalation, asked, { enabled: day !== '' && severity !== '' && category !== '' });
  const target = targetOf(day, user.time_zone);
  const due = preview.data?.due_at;
  const wrong = error ?? whyNotTarget(target, now);
  const isAfter = target !== null && due !== undefined && Date.parse(target) > Date.parse(due);
  const hint = isAfter ? (
    <span className="text-waiting-text">After the clock runs out ({formatMoment(due, user.time_zone, now)})</span>
  ) : target ? (
    `${formatMoment(target, user.time_zone, now)}, ${placeOf(user.time_zone)}`
  ) : (
    'When a day was promised'
  );
  return (
    <DateField
      label="By when?"
      note="optional"
      value={day}
      hint={hint}
      {...(wrong ? { error: wrong } : {})}
      onChange={(target_on) => onChange({ target_on })}
    />
  );
}

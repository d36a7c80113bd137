import { AnswerSurvey, type AnswerOf, type ListSurveys } from '@understudy/contracts';
import { Button, Field, firstNameOf, formatDuring, Textarea, useToast } from '@understudy/ui';
import { useState } from 'react';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { NotSaved } from '../states/not-saved.js';

export type Survey = AnswerOf<typeof ListSurveys>['items'][number];

const RATINGS = [1, 2, 3, 4, 5] as const;

const QUESTIONS = {
  csm: {
    title: 'Could you really let go?',
    low: 'Not at all',
    high: 'Completely',
    asks: [
      { key: 'missing', label: 'What was missing when you came back' },
      { key: 'better', label: 'What would make the next absence easier' },
    ],
  },
  backup: {
    title: 'How was standing in?',
    low: 'Hard',
    high: 'Easy',
    asks: [
      { key: 'missing', label: 'What you had to find out yourself' },
      { key: 'better', label: 'What would have helped you' },
    ],
  },
} as const satisfies Record<Survey['asked_as'], unknown>;

export const surveyTitle = (survey: Survey): string => QUESTIONS[survey.asked_as].title;

/** "Ana's absence, 20 to 31 Jul" for a backup, "your absence" for who was away. */
export function surveyAbout({ asked_as, about, time_zone, with: others }: Survey): string {
  const days = formatDuring(about.starts_at, about.ends_at, time_zone);
  if (asked_as === 'csm') return `Your absence, ${days}`;
  return `You stood in for ${others.map(({ name }) => firstNameOf(name)).join(', ')}, ${days}`;
}

/** One rating, two words if they like. Answered once; what is typed is kept until then. */
export function SurveyForm({ survey }: { readonly survey: Survey }) {
  const { draft, change, forget } = useDraft(`survey:${survey.id}`, { rating: '', missing: '', better: '' });
  const [tried, setTried] = useState(false);
  const answer = useSend(AnswerSurvey);
  const tell = useToast();
  const { low, high, asks, title } = QUESTIONS[survey.asked_as];
  if (survey.answered_at) {
    return (
      <p className="panel-body text-ink-2">
        You answered {survey.rating} of 5. It counts in the success metrics, without your words.
      </p>
    );
  }
  const submit = () => {
    setTried(true);
    if (!draft.rating || answer.isPending) return;
    const answers = Object.fromEntries(
      (['missing', 'better'] as const).flatMap((key) => (draft[key].trim() ? [[key, draft[key].trim()]] : [])),
    );
    settle(answer.mutateAsync({ input: { survey_id: survey.id, rating: Number(draft.rating), answers } }), {
      onSuccess: () => {
        forget();
        tell({ text: 'Answered. It counts in the success metrics.' });
      },
    });
  };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {answer.error ? <NotSaved error={answer.error} /> : null}
      <fieldset className="ratings">
        <legend className="field-label">{title}</legend>
        <span className="text-xs text-ink-2">{low}</span>
        {RATINGS.map((rating) => (
          <label key={rating}>
            <input
              type="radio"
              name={`rating-${survey.id}`}
              value={rating}
              checked={draft.rating === String(rating)}
              onChange={() => change({ rating: String(rating) })}
            />
            {rating}
          </label>
        ))}
        <span className="text-xs text-ink-2">{high}</span>
      </fieldset>
      {tried && !draft.rating ? (
        <p className="field-error" role="alert">
          Choose a number, 1 to 5
        </p>
      ) : null}
      {asks.map(({ key, label }) => (
        <Field key={key} label={label} note="optional">
          {(control) => (
            <Textarea
              {...control}
              maxLength={2000}
              value={draft[key]}
              onChange={(event) => change({ [key]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <div className="form-foot">
        <Button type="submit" busy={answer.isPending}>
          Answer
        </Button>
      </div>
    </form>
  );
}

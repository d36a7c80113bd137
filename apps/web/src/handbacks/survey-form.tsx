import { AnswerSurvey } from '@understudy/contracts';
import { Button, Field, Textarea, useToast } from '@understudy/ui';
import { useState } from 'react';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { NotSaved } from '../states/not-saved.js';
import { SURVEY_QUESTIONS, type Survey } from './survey-words.js';

const RATINGS = [1, 2, 3, 4, 5] as const;

/** One rating, two words if they like. Answered once; what is typed is kept until then. */
export function SurveyForm({ survey }: { readonly survey: Survey }) {
  const { draft, change, forget } = useDraft(`survey:${survey.id}`, { rating: '', missing: '', better: '' });
  const [tried, setTried] = useState(false);
  const answer = useSend(AnswerSurvey);
  const tell = useToast();
  const { low, high, asks, title } = SURVEY_QUESTIONS[survey.asked_as];
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

import { ListSurveys } from '@understudy/contracts';
import { EmptyState, Panel } from '@understudy/ui';
import { FileQuestionMark, MessageSquareHeart } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { surveyAbout, SurveyForm, surveyTitle } from './survey-form.js';

const CRUMBS = [{ to: '/', words: 'Coverage' }] as const;

/** The question after an absence, for who was away and for who stood in. */
export function SurveyPage() {
  const { id = '' } = useParams();
  const surveys = useApi(ListSurveys, {});
  const survey = surveys.data?.items.find((one) => one.id === id);
  return (
    <Page
      title={survey ? surveyTitle(survey) : 'How it went'}
      here="Survey"
      crumbs={CRUMBS}
      sub={survey ? surveyAbout(survey) : undefined}
    >
      <div className="panel narrow-panel">
        <Loaded query={surveys} what="The question" words="Reading the question" rows={3}>
          {() =>
            survey ? (
              <SurveyForm key={survey.id} survey={survey} />
            ) : (
              <EmptyState icon={<FileQuestionMark className="i" />} title="This question is not yours, or is not there">
                Open questions are at the start under Coverage.
              </EmptyState>
            )
          }
        </Loaded>
      </div>
    </Page>
  );
}

/** In the aside of a handback: the reader's own question about this absence. */
export function SurveyOfAbsence({ absenceId }: { readonly absenceId: string }) {
  const surveys = useApi(ListSurveys, {});
  const survey = surveys.data?.items.find((one) => one.absence_id === absenceId);
  if (!survey) return null;
  return (
    <Panel title="How was it for you?" className="o2">
      <SurveyForm key={survey.id} survey={survey} />
    </Panel>
  );
}

/** At the start: questions that are still open. */
export function OpenSurveys() {
  const surveys = useApi(ListSurveys, { open: 'true' });
  const open = surveys.data?.items ?? [];
  if (open.length === 0) return null;
  return (
    <Panel title="How was it?" count={open.length} className="o5">
      <ul className="rows py-1">
        {open.map((survey) => (
          <li key={survey.id}>
            <MessageSquareHeart className="i text-ink-3" />
            <Link className="grow lines" to={`/surveys/${survey.id}`}>
              <span className="font-medium hover:underline">{surveyTitle(survey)}</span>
              <span className="text-xs text-ink-2">{surveyAbout(survey)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

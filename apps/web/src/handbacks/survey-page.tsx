import { ListSurveys } from '@understudy/contracts';
import { EmptyState, Panel } from '@understudy/ui';
import { FileQuestionMark } from 'lucide-react';
import { useParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { SurveyForm } from './survey-form.js';
import { surveyAbout, surveyTitle } from './survey-words.js';

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

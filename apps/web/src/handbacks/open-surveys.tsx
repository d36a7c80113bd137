import { ListSurveys } from '@understudy/contracts';
import { Panel } from '@understudy/ui';
import { MessageSquareHeart } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.js';
import { surveyAbout, surveyTitle } from './survey-words.js';

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

import { ListTeams, type AnswerOf } from '@understudy/contracts';
import { useApi } from '../api/use-api.js';

export type TeamRow = AnswerOf<typeof ListTeams>['items'][number];

/** The teams by name, to choose from; an organisation has at most a few dozen. */
export const useTeams = (): readonly TeamRow[] => useApi(ListTeams, { limit: 100 }).data?.items ?? [];

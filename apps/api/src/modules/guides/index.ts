import type { Guide } from '../../platform/http/guide.js';
import { escalationGuide } from './escalation.guide.js';

/** How endpoints go together, for the pages about the API. */
export const GUIDES: readonly Guide[] = [escalationGuide];

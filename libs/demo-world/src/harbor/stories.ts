import type { RiskSeverity } from '@understudy/domain';

/** Days count from the first day of the world; times are the owner's. */
interface Story {
  readonly tasks?: readonly (readonly [days: number, time: string, kind: string, title: string])[];
  readonly activities?: readonly (readonly [days: number, time: string, kind: string, summary: string])[];
  readonly meetings?: readonly (readonly [days: number, time: string, minutes: number, title: string])[];
  readonly risks?: readonly (readonly [days: number, severity: RiskSeverity, kind: string, description: string])[];
}

/** The customers whom the mock-ups tell about. */
export const STORIES: Readonly<Record<string, Story>> = {
  corvane: {
    tasks: [
      [1, '11:30', 'follow_up', 'Answer Lena Hoffmann: when does the missing invoice come?'],
      [2, '17:00', 'document', 'Send the security questionnaire, version 3'],
      [6, '17:00', 'renewal', 'Renewal proposal to Marc Weiler: 3 years, price held'],
    ],
    activities: [
      [
        -1,
        '09:12',
        'email',
        'Lena Hoffmann asks where this month’s invoice is; their finance team stops payments on Friday',
      ],
      [-2, '15:20', 'call', 'Went through the branch roll-out: 60 branches live, 12 to go'],
      [-5, '10:05', 'usage', 'Logins fell by 38% within a week after release 6.2'],
      [-8, '14:30', 'meeting', 'Marc Weiler wants three years if the price is held'],
      [-13, '11:00', 'note', 'A competitor was mentioned in the renewal talks'],
      [-27, '16:00', 'meeting', 'Monthly check-in'],
    ],
    meetings: [
      [5, '10:00', 45, 'Renewal call with Marc Weiler'],
      [8, '16:00', 45, 'Monthly check-in'],
    ],
    risks: [
      [-5, 'high', 'usage', 'Logins down 38% in a week'],
      [-13, 'medium', 'competitor', 'A competitor is in the renewal'],
    ],
  },
  ostermark: {
    tasks: [[-1, '17:00', 'renewal', 'Send the renewal terms to the procurement board']],
    activities: [
      [-1, '16:40', 'email', '“Still waiting for the numbers.”'],
      [-6, '10:30', 'call', 'Procurement wants the terms in writing before their board meets'],
      [-20, '14:00', 'meeting', 'Quarterly business review: three of five depots live'],
    ],
    meetings: [[9, '14:00', 60, 'Renewal terms with procurement']],
  },
  lumaris: {
    tasks: [[1, '15:00', 'review', 'Agenda of the QBR to the COO']],
    activities: [
      [-2, '11:15', 'email', '“Agenda looks good, see you then.”'],
      [-9, '15:00', 'call', 'Dr. Asante wants clearer answers on reporting'],
    ],
    meetings: [[2, '15:00', 60, 'QBR with the COO, Dr. Noor Asante']],
  },
  quillgate: {
    tasks: [[1, '12:00', 'follow_up', 'Call about the migration']],
    activities: [
      [-16, '09:45', 'email', 'Tom Reyl writes that he leaves; no successor named'],
      [-30, '13:00', 'meeting', 'Migration plan: two of nine lines of business moved'],
    ],
    risks: [[-12, 'high', 'champion', 'Champion Tom Reyl has left, no successor named yet']],
  },
  halvorsund: {
    tasks: [[1, '17:00', 'training', 'Confirm the training date for both sites']],
    activities: [[-1, '13:20', 'email', '“Either week works for us.”']],
    meetings: [[4, '14:00', 30, 'Roadmap call']],
  },
  vantoro: {
    tasks: [[2, '17:00', 'technical', 'Answer the second question on API quotas']],
    activities: [[-1, '10:40', 'email', 'Arno Kiel: “Thanks, one more thing on quotas.”']],
    meetings: [[1, '15:00', 30, 'Call with Arno Kiel']],
  },
  ivarsholm: {
    tasks: [[7, '17:00', 'follow_up', 'Share the usage report']],
    activities: [[-1, '12:00', 'email', 'Jun Chen: “Next week is soon enough.”']],
  },
  brackenfield: {
    tasks: [[1, '17:00', 'document', 'Send data processing addendum 4']],
    activities: [[-2, '09:30', 'email', '“Our DPO asks for version 4.”']],
  },
  meridola: {
    tasks: [[5, '17:00', 'follow_up', 'Confirm the new date of the steering meeting']],
    activities: [[-5, '16:10', 'email', '“Fine for us, enjoy the summer.”']],
    meetings: [[16, '10:00', 60, 'Steering meeting']],
  },
  tarnwick: {
    tasks: [[12, '17:00', 'follow_up', 'Decide on the pilot for the second site']],
    activities: [[-4, '15:00', 'call', 'Paul Greve: “We must save a fifth this year.”']],
    risks: [[-4, 'medium', 'budget', 'Budget cut of a fifth announced']],
  },
  marrowgate: {
    tasks: [[3, '17:00', 'technical', 'Find out why the price import is slow']],
    activities: [
      [-3, '10:31', 'chat', 'Kim Soler: prices of fourteen shops were a day old, solved by Sue'],
      [-11, '14:00', 'meeting', 'Roll-out of 20 new shops planned'],
    ],
    meetings: [[6, '11:00', 45, 'Shop roll-out']],
  },
  tavistane: {
    tasks: [[2, '12:00', 'follow_up', 'Written recovery plan for the CEO']],
    activities: [[-3, '08:50', 'email', 'The CEO asks for a written recovery plan']],
    risks: [[-9, 'high', 'sponsor', 'The CEO doubts the value after two outages']],
  },
};

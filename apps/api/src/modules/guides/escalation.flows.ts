import {
  AcknowledgeEscalation,
  AddConversationMessage,
  AddEscalationStakeholder,
  CloseEscalation,
  CreateConversation,
  CreateEscalation,
  EscalateConversation,
  GetConversation,
  GetEscalationTimeline,
  ResolveEscalation,
  SetSupportStatus,
} from '@understudy/contracts';
import type { GuideFlow } from '../../platform/http/guide.js';

const escalation_id = '{escalation_id}';
const tenant_id = '{tenant_id}';

/** PRD-243. The test follows it with a CSM, the manager who owns it, and the names below for what exists already. */
export const CUSTOMER_FLOW: GuideFlow = {
  title: 'Example: a customer’s P0, from the button to closed',
  steps: [
    {
      who: 'CSM',
      says: 'My customer’s exports fail, and I cannot solve that. It is stored, has an owner and its clocks at once.',
      endpoint: CreateEscalation,
      input: {
        customer_id: '{customer_id}',
        category: 'Technical',
        severity: 'P0',
        title: 'Exports fail',
        description: 'Since 08:00 **every** export ends with an error.',
        expected_resolution: 'Exports run again and those of today were repeated',
      },
      answer: { status: 'open', severity: 'P0' },
      keeps: { escalation_id: 'id' },
    },
    {
      who: 'Owner',
      says: 'I am on it: the response clock stops.',
      endpoint: AcknowledgeEscalation,
      input: { escalation_id },
      answer: { status: 'investigating' },
    },
    {
      who: 'Owner',
      says: 'Somebody else should know.',
      endpoint: AddEscalationStakeholder,
      input: { escalation_id, user_id: '{colleague_id}', role: 'informed' },
      answer: { status: 'investigating' },
    },
    {
      who: 'Owner',
      says: 'Closing what is not resolved is not possible; the answer says what is.',
      endpoint: CloseEscalation,
      input: { escalation_id },
      status: 409,
      answer: { code: 'escalations.illegal-transition', allowed: ['action_required', 'resolved'] },
    },
    {
      who: 'Owner',
      says: 'It is solved: how, why, and what became of the customer.',
      endpoint: ResolveEscalation,
      input: {
        escalation_id,
        resolution_summary: 'The export service was rolled back and all exports were repeated',
        root_cause: 'A release without the migration it needed',
        outcome: 'saved',
      },
      answer: { status: 'resolved', outcome: 'saved' },
    },
    {
      who: 'Owner',
      says: 'The customer agrees.',
      endpoint: CloseEscalation,
      input: { escalation_id, reason: 'The customer confirmed it' },
      answer: { status: 'closed' },
    },
    {
      who: 'CSM',
      says: 'What happened, by whom and when.',
      endpoint: GetEscalationTimeline,
      input: { escalation_id },
      answer: {},
    },
  ],
};

/** The supporter document. */
export const CONVERSATION_FLOW: GuideFlow = {
  title: 'Example: a conversation goes to a supporter',
  steps: [
    {
      who: 'Member',
      says: 'A conversation begins; its id is the session_id.',
      endpoint: CreateConversation,
      input: { channel: 'chat', subject: 'A debt I cannot explain' },
      answer: { status: 'open' },
      keeps: { conversation_id: 'id', session_id: 'id' },
    },
    {
      who: 'Member',
      says: 'What it is about.',
      endpoint: AddConversationMessage,
      input: { conversation_id: '{conversation_id}', body: 'Why do I owe 40?' },
      answer: { from_requester: true },
    },
    {
      who: 'Member',
      says: 'A human, please. The least busy supporter has it at once; 503 with the same fields when nobody is free.',
      endpoint: EscalateConversation,
      input: { tenant_id, session_id: '{session_id}', reason: 'Unable to resolve debt query', priority: 'high' },
      answer: { status: 'assigned' },
      keeps: { escalation_id: 'escalation_id' },
    },
    {
      who: 'Supporter',
      says: 'I am on it.',
      endpoint: SetSupportStatus,
      input: { tenant_id, escalation_id, status: 'in_progress' },
      answer: { status: 'in_progress' },
    },
    {
      who: 'Supporter',
      says: 'I wait for an answer from elsewhere.',
      endpoint: SetSupportStatus,
      input: { tenant_id, escalation_id, status: 'on_hold', notes: 'Asked accounting' },
      answer: { status: 'on_hold' },
    },
    {
      who: 'Supporter',
      says: 'assigned is not a state one sets.',
      endpoint: SetSupportStatus,
      input: { tenant_id, escalation_id, status: 'assigned' },
      status: 409,
      answer: { code: 'escalations.illegal-transition' },
    },
    {
      who: 'Supporter',
      says: 'Resolved; the notes say how.',
      endpoint: SetSupportStatus,
      input: { tenant_id, escalation_id, status: 'resolved', notes: 'A late fee, taken back' },
      answer: { status: 'resolved' },
    },
    {
      who: 'Member',
      says: 'My conversation is done with it.',
      endpoint: GetConversation,
      input: { conversation_id: '{conversation_id}' },
      answer: { status: 'completed' },
    },
  ],
};

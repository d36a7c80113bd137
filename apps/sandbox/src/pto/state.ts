/** What the stand-in PTO systems hold. */
export interface PtoState {
  /** iCalendar feeds by name. */
  feeds: Record<string, FeedState>;
  hibob: HibobState;
  bamboohr: BambooState;
}
export interface FeedState {
  text: string;
  /** Counts changes; the entity tag. */
  version: number;
  /** Machine time. */
  changedAt: string;
}
export interface HibobState {
  nextRequest: number;
  requests: HibobRequest[];
  webhook: { url: string; secret: string } | null;
}
export interface HibobRequest {
  requestId: number;
  employeeId: string;
  email: string;
  policy: string;
  type: string;
  status: 'pending' | 'approved' | 'declined' | 'canceled';
  startDate: string;
  startPortion: string;
  endDate: string | null;
  endPortion: string;
}
export interface BambooState {
  nextId: number;
  items: BambooItem[];
}
export interface BambooItem {
  id: number;
  type: 'timeOff' | 'holiday';
  /** Of the employee; null for a holiday. */
  email: string | null;
  name: string;
  start: string;
  end: string;
}

export const emptyPtoState = (): PtoState => ({
  feeds: {},
  hibob: { nextRequest: 4_711_001, requests: [], webhook: null },
  bamboohr: { nextId: 5_001, items: [] },
});

/** What stands for keys that the other system would have made; an admin of the demo enters them. */
export const CREDENTIALS = {
  hibob: { serviceUserId: 'SERVICE-4711', serviceUserToken: 'sandbox-hibob-token' },
  bamboohr: { apiKey: 'sandbox-bamboohr-key' },
} as const;

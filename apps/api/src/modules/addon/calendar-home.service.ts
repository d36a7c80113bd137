import { Injectable } from '@nestjs/common';
import { type CalendarHomeView, calendarHomeCard, type Frame } from '@understudy/cards';
import type { CalendarCards, Card } from '@understudy/contracts';
import { type AbsenceId, asId, type UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AbsenceView, AbsenceViews, AbsencesRepository } from '../absences/index.js';
import { AccessService } from '../directory/index.js';
import { CalendarLooks } from '../google/index.js';
import { CalendarFrames, type CalendarReader } from './calendar-frame.service.js';
import { CalendarSetupsRepository } from './calendar-setups.repository.js';
import { asReadersDay, cardInstant } from './frame.js';

const AHEAD_DAYS = 90;
/** Of a whole organisation an admin sees the nearest. */
const MOST = 300;
const SHOWN = ['suggested', 'planned', 'coverage_assigned', 'active'] as const;
const SOURCES: Readonly<Record<AbsenceView['source'], string>> = {
  google_calendar: 'your calendar',
  slack: 'your Slack status',
  pto: 'your HR system',
  addon: 'your calendar',
  manual: 'a colleague',
};
const PRESSING = { gap: 0, waiting: 1, covered: 2 } as const;

/** Calendar without an event: what may be time off, mine, and my team's with how covered it is. */
@Injectable()
export class CalendarHomeCards {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly frames: CalendarFrames,
    private readonly looks: CalendarLooks,
    private readonly absences: AbsencesRepository,
    private readonly views: AbsenceViews,
    private readonly access: AccessService,
    private readonly setups: CalendarSetupsRepository,
  ) {}

  /** Where the server may read their calendar it does so first, if Google answers soon. */
  async home(caller: CallerContext, reader: CalendarReader): Promise<CalendarCards> {
    const me = { id: caller.userId };
    const mayRead = await this.looks.mayRead(caller.tenantId, me);
    if (mayRead) await this.looks.freshen(caller.tenantId, me);
    return this.drawn(caller, reader, mayRead);
  }

  /** From what is stored. */
  async drawn(caller: CallerContext, reader: CalendarReader, mayRead: boolean): Promise<CalendarCards> {
    return { cards: [await this.card(caller, reader)], reads: mayRead ? 'server' : 'addon' };
  }

  async card(caller: CallerContext, reader: CalendarReader): Promise<Card> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const { frame } = await this.frames.of(tx, caller, reader);
      return calendarHomeCard(await this.view(tx, caller, frame));
    });
  }

  private async view(tx: Tx, caller: CallerContext, frame: Frame): Promise<CalendarHomeView> {
    const today = tx.now.toZonedDateTimeISO(frame.timeZone).toPlainDate();
    const [visible, managed] = await Promise.all([
      this.access.visibleUserIds(tx, caller),
      this.access.managedIds(tx, caller),
    ]);
    const rows = await this.absences.list(tx, {
      userIds: [...visible],
      statuses: SHOWN,
      from: today,
      to: today.add({ days: AHEAD_DAYS }),
      limit: MOST,
    });
    const shown = rows.filter(({ userId, status }) => status !== 'suggested' || userId === caller.userId);
    const all = (await this.views.ofMany(tx, caller, shown)).filter(({ status }) => status !== 'completed');
    const own = all.filter(({ user }) => user.user_id === caller.userId);
    const mine = own.filter(({ status }) => status !== 'suggested');
    const setUp = await this.setups.listSetUp(
      tx,
      mine.map(({ id }) => asId<AbsenceId>(id)),
    );
    return {
      frame,
      suggestions: own
        .filter(({ status }) => status === 'suggested')
        .map((absence) => ({
          absenceId: absence.id,
          title: absence.title,
          source: SOURCES[absence.source],
          ...spanOf(absence, frame),
        })),
      mine: mine.map((absence) => ({
        ...rowOf(absence, frame),
        isToSetUp:
          absence.status !== 'active' &&
          absence.coverage.customer_count > 0 &&
          absence.coverage.accepted === 0 &&
          !setUp.has(asId<AbsenceId>(absence.id)),
      })),
      team: all
        .filter(({ user }) => user.user_id !== caller.userId)
        .map((absence) => ({
          ...rowOf(absence, frame),
          person: { name: absence.user.name, detail: absence.user.place },
          mayOpen: managed.has(asId<UserId>(absence.user.user_id)),
        }))
        .toSorted((a, b) => PRESSING[stateOf(a)] - PRESSING[stateOf(b)]),
      isAwayNow: mine.some(({ status }) => status === 'active'),
    };
  }
}

const spanOf = ({ during, time_zone }: AbsenceView, frame: Frame) => ({
  startsAt: String(asReadersDay(during.starts_at, time_zone, frame.timeZone)),
  endsAt: cardInstant(during.ends_at, time_zone, frame),
});

const rowOf = (absence: AbsenceView, frame: Frame) => ({
  absenceId: absence.id,
  ...spanOf(absence, frame),
  isRunning: absence.status === 'active',
  customerCount: absence.coverage.customer_count,
  coveredCount: absence.coverage.accepted,
  askedCount: absence.coverage.waiting,
  covers: absence.coverage.assignments
    .filter(({ accepted_at, status }) => accepted_at !== null && status !== 'completed')
    .map(({ backup }) => ({ name: backup.name, detail: backup.place })),
});

const stateOf = ({ customerCount, coveredCount, askedCount }: ReturnType<typeof rowOf>): keyof typeof PRESSING =>
  customerCount > coveredCount + askedCount ? 'gap' : askedCount > 0 ? 'waiting' : 'covered';

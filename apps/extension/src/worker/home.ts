import { GetCoverageDashboard, ListEscalations, may, type Role } from '@understudy/contracts';
import type { Home } from '../desk.js';
import { say } from '../say.js';
import { Days, firstNameOf } from '../view/days.js';
import { coveredLine } from './covered-line.js';
import { escalationLine, isOpen, type Telling } from './escalation-views.js';
import type { World } from './world.js';

type Me = Awaited<ReturnType<World['person']['ask']>>;

const MOST_ESCALATIONS = 8;
const MOST_COVERED = 6;

/** Who the words are for; the server's clock. */
export async function tellingOf({ person }: Pick<World, 'person'>): Promise<Telling> {
  const [{ userId }, { days, now }] = await Promise.all([person.known(), person.clock()]);
  return { userId, days, now, say, apiUrl: __API_URL__ };
}

/** Mine, the late and the nearest first: the order in which the API lists them. Counted for the badge as well. */
export async function myEscalations({ api, badge }: World, telling: Telling) {
  const { items } = await api.call(ListEscalations, { mine: 'true', limit: 100 });
  const open = items.filter(isOpen);
  const late = open.filter(({ sla }) => sla.breached && !sla.paused).length;
  const next = open.find(({ sla }) => !sla.paused && !sla.breached);
  const nextDue = next ? telling.days.moment(next.sla.due_at, telling.now) : '';
  await badge.counted({ open: open.length, late, nextDue });
  return { items, open };
}

/** What the popup shows before anybody searches. Covering is asked only of who may cover. */
export async function home(world: World): Promise<Home> {
  const me = await world.person.ask();
  const telling = await tellingOf(world);
  const [{ items, open }, dashboard] = await Promise.all([
    myEscalations(world, telling),
    mayCover(me.user.roles) ? world.api.call(GetCoverageDashboard, { show: 'covered' }) : null,
  ]);
  const shown = [...open, ...items.filter((row) => !isOpen(row))].slice(0, MOST_ESCALATIONS);
  return {
    escalations: shown.map((row) => escalationLine(row, telling)),
    openCount: open.length,
    standingIn: standingIn(me),
    covered: (dashboard?.rows ?? []).slice(0, MOST_COVERED).map((row) => coveredLine(row, telling)),
    waitingCount: dashboard?.waiting_for_my_answer.length ?? 0,
    links: {
      escalations: new URL('/escalations', __API_URL__).href,
      coverage: new URL('/', __API_URL__).href,
    },
  };
}

const mayCover = (roles: readonly Role[]): boolean => may(roles, 'coverage:read');

/** "12 for Ana, until Fri", for those that run now. */
function standingIn({ i_cover: covers, now, user }: Me): string[] {
  const days = new Days(say('languageTag'), user.time_zone);
  return covers
    .filter(({ starts_at: from }) => Date.parse(from) <= Date.parse(now))
    .map(({ person, customer_count: count, ends_at: end, time_zone: zone }) => {
      const words = [String(count), firstNameOf(person.name)] as const;
      return end
        ? say('home.standingIn', ...words, days.untilShort(end, now, zone))
        : say('home.standingInOpen', ...words);
    });
}

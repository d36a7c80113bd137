import { Injectable } from '@nestjs/common';
import {
  availableInstead,
  type Climb,
  DomainError,
  nextLevel,
  type NextLevel,
  type Roster,
  roster,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import {
  type Actor,
  EscalationMoves,
  EscalationNews,
  type EscalationRecord,
  isRouted,
  policyOf,
  userOf,
} from '../escalations/index.js';
import { type LoadedRoster, ResponsibleService } from '../responsibility/index.js';
import { type ClimbRecord, ClimbsRepository } from './climbs.repository.js';

/** Given to a person by name: from them it climbs anew, also to people who had it before. */
const GROUND = 0;

interface Standing {
  readonly climb: Climb;
  readonly level: number;
  readonly all: Roster;
  readonly names: LoadedRoster['names'];
}

/**
 * Escalations on their way up: owner, second owner, managers, each resolved at that moment to whoever is there (product.md 16). The
 * caller holds the row's lock.
 */
@Injectable()
export class Climbing {
  constructor(
    private readonly climbs: ClimbsRepository,
    private readonly responsible: ResponsibleService,
    private readonly moves: EscalationMoves,
    private readonly news: EscalationNews,
  ) {}

  /** One level up. False when nobody is left above who is there and did not have it. */
  async up(tx: Tx, actor: Actor, row: EscalationRecord, reason: string): Promise<boolean> {
    const standing = await this.standing(tx, row, []);
    const next = nextLevel(standing.climb, standing.all, tx.now);
    if (next === null) return false;
    await this.raise(tx, actor, row, { standing, next, reason, level: standing.level + 1 });
    return true;
  }

  /** To this person, or whoever stands in for them; from there it would climb anew. Throws users.not-found, escalations.nobody-there, escalations.has-it-already. */
  async to(tx: Tx, actor: Actor, row: EscalationRecord, personId: UserId, reason: string): Promise<void> {
    const standing = await this.standing(tx, row, [personId]);
    if (!standing.names.has(personId)) throw new DomainError('users.not-found');
    const { userId } = availableInstead(standing.all, personId, tx.now, standing.climb.customerId);
    if (userId === null) throw new DomainError('escalations.nobody-there', { user_id: personId });
    if (userId === standing.climb.ownerId) throw new DomainError('escalations.has-it-already', { user_id: userId });
    await this.raise(tx, actor, row, { standing, next: { userId, meantId: personId }, reason, level: GROUND });
  }

  private async standing(tx: Tx, row: EscalationRecord, also: readonly UserId[]): Promise<Standing> {
    const ownerId = row.primaryOwner?.userId ?? null;
    const secondaryId = row.secondaryOwner?.userId ?? null;
    const since = sinceGivenAway(await this.climbs.list(tx, row.id), ownerId);
    const firstOwnerId = since.length > 0 ? (since[0]?.fromUserId ?? null) : ownerId;
    const userIds = [ownerId, secondaryId, firstOwnerId, ...also].filter((id) => id !== null);
    const loaded = await this.responsible.load(tx, row.customer ? [row.customer.id] : [], tx.now, { userIds });
    return {
      climb: {
        firstOwnerId,
        ownerId,
        secondaryId,
        csmId: row.csmId,
        customerId: row.customer?.id ?? null,
        askedIds: since.flatMap(({ fromUserId, userId }) => (fromUserId === null ? [userId] : [fromUserId, userId])),
      },
      level: since.at(-1)?.level ?? 0,
      all: roster(loaded.rows),
      names: loaded.names,
    };
  }

  private async raise(
    tx: Tx,
    actor: Actor,
    row: EscalationRecord,
    { standing, next, reason, level }: { standing: Standing; next: NextLevel; reason: string; level: number },
  ): Promise<void> {
    const { climb, names } = standing;
    await this.climbs.add(tx, row.id, {
      level,
      fromUserId: climb.ownerId,
      meantUserId: next.meantId,
      userId: next.userId,
      byUserId: userOf(actor),
      reason,
    });
    await this.moves.assign(tx, actor, row.id, {
      primaryOwnerId: next.userId,
      because: { rule: 'climbed', explanation: explain(next, names, reason), skipped: [] },
      reason,
    });
    // whoever had it sees how it goes on; the secondary owner stays what they are
    if (climb.ownerId !== null && climb.ownerId !== climb.secondaryId)
      await this.moves.putStakeholder(tx, actor, row.id, { userId: climb.ownerId, role: 'watcher' });
    const people = { user_id: next.userId, user_id_before: climb.ownerId, meant_user_id: next.meantId };
    await this.news.tell(tx, actor, row, {
      type: 'escalation.climbed',
      said: { level, reason, ...people },
      messages: { 'escalation.climbed': { level, ...people } },
    });
  }
}

/** Minutes until an open one that came through the rules climbs; null when it does not. */
export function climbMinutesOf(row: EscalationRecord): number | null {
  if (row.status !== 'open' || !isRouted(row)) return null;
  return policyOf(row).severities[row.severity].climbMinutes;
}

/** The climbs since somebody last gave it away by hand: each began where the one before ended, and the last one holds. */
function sinceGivenAway(climbs: readonly ClimbRecord[], ownerId: UserId | null): readonly ClimbRecord[] {
  let holder = ownerId;
  let from = climbs.length;
  while (from > 0 && climbs[from - 1]?.userId === holder && climbs[from - 1]?.level !== GROUND) {
    from -= 1;
    holder = climbs[from]?.fromUserId ?? null;
  }
  return climbs.slice(from);
}

function explain({ userId, meantId }: NextLevel, names: LoadedRoster['names'], reason: string): string {
  const nameOf = (id: UserId) => names.get(id)?.name ?? 'somebody';
  const stands = userId === meantId ? '' : `, standing in for ${nameOf(meantId)}`;
  return `${nameOf(userId)}: next level${stands}; ${reason}`;
}

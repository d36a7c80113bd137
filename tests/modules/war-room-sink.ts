import { type WarRoom, WarRoomRefused, type WarRooms, type WarRoomWish } from '@understudy/api/testing';
import { warRoomBrief } from '@understudy/domain';

/** How a service may behave once: it does nothing, it says no for good, or it does it and the answer is lost. */
export type RoomTrouble = 'not-now' | 'refuse' | 'lost-answer';

export interface Room {
  readonly tenantId: string;
  readonly escalationId: string;
  readonly name: string;
  readonly people: Set<string>;
  readonly posts: Map<string, string>;
  archived: boolean;
}

/** A service of channels in memory, a workspace for each organisation: strict about names, one room per escalation, every message once per key. */
export interface WarRoomSink {
  readonly rooms: readonly Room[];
  of(escalationId: string): Room | undefined;
  /** What happens to the next calls, one after the other; then all is well again. */
  trouble(...kinds: readonly RoomTrouble[]): void;
  /** Once, when a room was made and nobody has its answer yet. */
  meanwhile(work: () => Promise<void>): void;
  /** Puts itself in the place of the port's implementation. */
  plugInto(port: WarRooms): void;
}

export function aWarRoomSink(): WarRoomSink {
  const rooms: Room[] = [];
  const planned: RoomTrouble[] = [];
  const meanwhile: (() => Promise<void>)[] = [];
  const withTrouble = async <T>(work: () => T): Promise<T> => {
    const trouble = planned.shift();
    if (trouble === 'not-now') throw new Error('try again later');
    if (trouble === 'refuse') throw new WarRoomRefused('restricted_action');
    const done = work();
    if (trouble === 'lost-answer') throw new Error('the connection ended');
    return done;
  };
  const roomOf = ({ channelId }: WarRoom): Room => {
    const room = rooms[Number(channelId.slice(1)) - 1];
    if (!room) throw new WarRoomRefused('channel_not_found');
    if (room.archived) throw new WarRoomRefused('is_archived');
    return room;
  };
  const make = (wish: WarRoomWish): Room => {
    if (!/^[a-z0-9][a-z0-9_-]{0,79}$/.test(wish.name)) throw new WarRoomRefused('invalid_name');
    if (rooms.some(({ tenantId, name }) => tenantId === wish.tenantId && name === wish.name))
      throw new WarRoomRefused('name_taken');
    const room: Room = {
      tenantId: wish.tenantId,
      escalationId: wish.escalationId,
      name: wish.name,
      people: new Set(),
      posts: new Map([['brief', warRoomBrief(wish.brief, { text: (words) => words, time: String })]]),
      archived: false,
    };
    rooms.push(room);
    return room;
  };
  const service: Omit<WarRooms, never> = {
    isConnected: async () => true,
    open: async (wish) => {
      const answer = await withTrouble(() => {
        const room = rooms.find(({ escalationId }) => escalationId === wish.escalationId) ?? make(wish);
        for (const { email } of wish.people) room.people.add(email);
        const channelId = `C${rooms.indexOf(room) + 1}`;
        return { channelId, url: `https://slack.example/archives/${channelId}` };
      });
      await meanwhile.shift()?.();
      return answer;
    },
    invite: (room, people) =>
      withTrouble(() => {
        for (const { email } of people) roomOf(room).people.add(email);
      }),
    tell: (room, { key, text }) => withTrouble(() => void roomOf(room).posts.set(key, text)),
    archive: (room) =>
      withTrouble(() => {
        const found = rooms[Number(room.channelId.slice(1)) - 1];
        if (found) found.archived = true;
      }),
    abandon: ({ escalationId }) =>
      withTrouble(() => {
        for (const room of rooms) if (room.escalationId === escalationId) room.archived = true;
      }),
  };
  return {
    rooms,
    of: (id) => rooms.find(({ escalationId }) => escalationId === id),
    trouble: (...kinds) => void planned.push(...kinds),
    meanwhile: (work) => void meanwhile.push(work),
    plugInto: (port) => void Object.assign(port, service),
  };
}

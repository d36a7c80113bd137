export { EscalationThreadModule } from './escalation-thread.module.js';
export { EscalationUpdates } from './updates.service.js';
export {
  type OpenedRoom,
  PluggedWarRooms,
  type RoomMessage,
  type WarRoom,
  type WarRoomPerson,
  WarRoomRefused,
  WarRooms,
  type WarRoomWish,
} from './war-rooms.js';

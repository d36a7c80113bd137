export { EscalationThreadModule } from './escalation-thread.module.js';
export { type WarRoom, type WarRoomPerson, WarRoomRefused, WarRooms, type WarRoomWish } from './war-rooms.js';

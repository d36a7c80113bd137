export { SlackRoomsModule } from './slack-rooms.module.js';

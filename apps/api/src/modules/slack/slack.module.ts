import { Module } from '@nestjs/common';
import { SlackApp } from './slack-app.js';
import { SlackConnectionsRepository } from './slack-connections.repository.js';
import { SlackConnections } from './slack-connections.service.js';
import { SlackPeopleRepository } from './slack-people.repository.js';
import { SlackPeople } from './slack-people.service.js';

/** Slack: the connection, who is who there, and the conversation with people. */
@Module({
  providers: [SlackApp, SlackConnectionsRepository, SlackConnections, SlackPeopleRepository, SlackPeople],
  exports: [SlackConnections, SlackPeople],
})
export class SlackModule {}

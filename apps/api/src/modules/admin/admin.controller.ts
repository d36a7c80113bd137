import { Controller } from '@nestjs/common';
import {
  ChangeTeam,
  ChangeUser,
  CreateTeam,
  CreateUser,
  GetTeam,
  GetUser,
  type InputOf,
  ListTeams,
  ListUsers,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { AdminTeamsService } from './admin-teams.service.js';
import { AdminUsersService } from './admin-users.service.js';

/** People and teams. */
@Controller()
export class AdminController {
  constructor(
    private readonly users: AdminUsersService,
    private readonly teams: AdminTeamsService,
  ) {}

  @Endpoint(ListUsers)
  listUsers(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListUsers>) {
    return this.users.list(caller, input);
  }

  @Endpoint(GetUser)
  getUser(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetUser>) {
    return this.users.get(caller, input.user_id);
  }

  @Endpoint(CreateUser)
  createUser(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateUser>) {
    return this.users.create(caller, input);
  }

  @Endpoint(ChangeUser)
  changeUser(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeUser>) {
    return this.users.change(caller, input);
  }

  @Endpoint(ListTeams)
  listTeams(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListTeams>) {
    return this.teams.list(caller, input);
  }

  @Endpoint(GetTeam)
  getTeam(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetTeam>) {
    return this.teams.get(caller, input.team_id);
  }

  @Endpoint(CreateTeam)
  createTeam(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateTeam>) {
    return this.teams.create(caller, input);
  }

  @Endpoint(ChangeTeam)
  changeTeam(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeTeam>) {
    return this.teams.change(caller, input);
  }
}

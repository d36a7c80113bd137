import { Controller } from '@nestjs/common';
import {
  AssignCoverage,
  CancelAbsence,
  ConfirmAbsence,
  CreateAbsence,
  DismissAbsence,
  GetAbsence,
  GetBackupSuggestions,
  type InputOf,
  ListAbsenceCoverage,
  ListAbsences,
  ListTeamAbsences,
  PatchAbsence,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { AbsenceChanges } from './absence-changes.service.js';
import { AbsencesService } from './absences.service.js';
import { AssigningService } from './assigning.service.js';

@Controller()
export class AbsencesController {
  constructor(
    private readonly absences: AbsencesService,
    private readonly changes: AbsenceChanges,
    private readonly assigning: AssigningService,
  ) {}

  @Endpoint(CreateAbsence)
  create(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateAbsence>) {
    return this.changes.create(caller, input);
  }

  @Endpoint(ListAbsences)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListAbsences>) {
    return this.absences.list(caller, input);
  }

  @Endpoint(ListTeamAbsences)
  listTeam(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListTeamAbsences>) {
    return this.absences.listTeam(caller, input);
  }

  @Endpoint(GetAbsence)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetAbsence>) {
    return this.absences.get(caller, input.absence_id);
  }

  @Endpoint(PatchAbsence)
  change(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PatchAbsence>) {
    return this.changes.change(caller, input);
  }

  @Endpoint(CancelAbsence)
  cancel(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CancelAbsence>) {
    return this.changes.cancel(caller, input);
  }

  @Endpoint(ConfirmAbsence)
  confirm(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ConfirmAbsence>) {
    return this.changes.confirm(caller, input);
  }

  @Endpoint(DismissAbsence)
  dismiss(@Caller() caller: CallerContext, @Input() input: InputOf<typeof DismissAbsence>) {
    return this.changes.dismiss(caller, input.absence_id);
  }

  @Endpoint(GetBackupSuggestions)
  suggest(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetBackupSuggestions>) {
    return this.assigning.suggest(caller, input.absence_id);
  }

  @Endpoint(ListAbsenceCoverage)
  coverage(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListAbsenceCoverage>) {
    return this.absences.coverage(caller, input.absence_id);
  }

  @Endpoint(AssignCoverage)
  assign(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AssignCoverage>) {
    return this.assigning.assign(caller, input);
  }
}

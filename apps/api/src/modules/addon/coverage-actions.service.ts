import { Injectable } from '@nestjs/common';
import type { CardActionAnswer } from '@understudy/contracts';
import { asId, type AssignmentId } from '@understudy/domain';
import type { CallerContext } from '../../platform/http/index.js';
import { AnswersService, ReleasesService } from '../coverage/index.js';
import type { CallOf, Reader } from './action-desks.js';
import { push, restart } from './answers.js';
import { HomeCards } from './home-card.service.js';

type Call = CallOf<'coverage'>;

/** What people say to being asked, and to what they said yes to. */
@Injectable()
export class CoverageActions {
  constructor(
    private readonly answers: AnswersService,
    private readonly releases: ReleasesService,
    private readonly home: HomeCards,
  ) {}

  async perform(caller: CallerContext, reader: Reader, call: Call): Promise<CardActionAnswer> {
    const id = call.parameters.assignment_id;
    switch (call.id) {
      case 'coverage.accept': {
        const accepted = await this.answers.accept(caller, asId<AssignmentId>(id));
        const who = accepted.absent.name.slice(0, 80).toWellFormed();
        return restart(await this.home.home(caller, reader), `You cover for ${who}. The briefs are ready.`);
      }
      case 'coverage.decline-form':
        return push(await this.home.declineForm(caller, reader, id));
      case 'coverage.decline':
        await this.answers.decline(caller, asId<AssignmentId>(id), call.form.reason);
        return restart(await this.home.home(caller, reader), 'Declined. The next person is asked.');
      case 'coverage.why':
        return push(await this.home.why(caller, reader, id));
      case 'coverage.release-form':
        return push(await this.home.releaseForm(caller, reader, id));
      case 'coverage.release':
        await this.releases.release(caller, asId<AssignmentId>(id), call.form.reason);
        return restart(
          await this.home.home(caller, reader),
          'Somebody else is asked. You stay until they have said yes.',
        );
    }
  }
}

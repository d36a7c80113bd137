import { Injectable } from '@nestjs/common';
import type { CheckSetup, InputOf, OutputOf, ProposeSetup, ReviewSetup, SaveSetup } from '@understudy/contracts';
import type { CallerContext } from '../../platform/http/index.js';
import { DepartureService } from '../briefs/index.js';
import { ChosenSetup } from './chosen-setup.service.js';
import { planOf, toCheck, toProposal } from './setup-steps.view.js';

/** The wizard of the web, step by step; each step tells all choices so far. By the person, their managers and admins. */
@Injectable()
export class SetupSteps {
  constructor(
    private readonly chosen: ChosenSetup,
    private readonly departure: DepartureService,
  ) {}

  /** Throws absences.* of the days, absences.not-found, identity.not-allowed. */
  async propose(caller: CallerContext, input: InputOf<typeof ProposeSetup>): Promise<OutputOf<typeof ProposeSetup>> {
    const { table } = await this.chosen.propose(caller, planOf(input));
    return toProposal(table);
  }

  /** Throws what {@link save} would throw. */
  async review(caller: CallerContext, input: InputOf<typeof ReviewSetup>): Promise<OutputOf<typeof ReviewSetup>> {
    const { items } = await this.chosen.look(caller, planOf(input), (tx, { absence }) =>
      this.departure.rowsOf(tx, absence),
    );
    return { items };
  }

  /** Throws what {@link save} would throw. */
  async check(caller: CallerContext, input: InputOf<typeof CheckSetup>): Promise<OutputOf<typeof CheckSetup>> {
    return toCheck(await this.chosen.check(caller, planOf(input)));
  }

  /** Throws as ChosenSetup.save, customers.not-found, coverage.customer-not-in-portfolio. */
  async save(caller: CallerContext, input: InputOf<typeof SaveSetup>): Promise<OutputOf<typeof SaveSetup>> {
    const { notes = [], ...plan } = input;
    return this.chosen.save(caller, planOf(plan), async (tx, absence) => {
      for (const { customer_id: customerId, note, priority } of notes)
        await this.departure.write(tx, caller, absence, customerId, { note, priority });
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { GetWorld, OutputOf } from '@understudy/contracts';
import { WorldRepository } from './world.repository.js';

/** The demo tenants for whoever tries the sandbox; the guard hides it in production. */
@Injectable()
export class WorldService {
  constructor(private readonly world: WorldRepository) {}

  get(): Promise<OutputOf<typeof GetWorld>> {
    return this.world.get();
  }
}

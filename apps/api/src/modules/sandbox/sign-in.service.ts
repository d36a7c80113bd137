import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, SandboxSignIn } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import type { FastifyReply } from 'fastify';
import type { Env } from '../../config/index.js';
import { LIFETIME, PeopleDirectory, Sessions, setSessionCookie } from '../../platform/identity/index.js';

@Injectable()
export class SandboxSignInService {
  constructor(
    private readonly people: PeopleDirectory,
    private readonly sessions: Sessions,
  ) {}

  /** Be a demo person. With surface "web" the browser is signed in to the dashboard too. Throws sandbox.unknown-person. */
  async signIn(
    { email, surface }: InputOf<typeof SandboxSignIn>,
    reply: FastifyReply,
    env: Env,
  ): Promise<OutputOf<typeof SandboxSignIn>> {
    const person = await this.people.findByEmail(email);
    if (!person?.active) throw new DomainError('sandbox.unknown-person');
    if (surface === 'web') setSessionCookie(reply, env, await this.sessions.startWeb(person), LIFETIME.web);
    return {
      access_token: await this.sessions.issueSandboxToken(person),
      tenant_id: person.tenantId,
      user_id: person.userId,
    };
  }
}

/** A person of the demo world as Google Workspace knows them: an account with a calendar and a mailbox. */
export interface Person {
  readonly email: string;
  readonly name: string;
  readonly timeZone: string;
  /** The Workspace organisation; `hd` of identity tokens. */
  readonly domain: string;
  readonly organisation: string;
  readonly title: string;
  /** Google's stable account number, the `sub` of identity tokens. */
  readonly subject: string;
}

/** The accounts of the stand-in Workspace. Addresses are compared in lower case, as Google does. */
export class People {
  private readonly byEmail: ReadonlyMap<string, Person>;

  constructor(readonly all: readonly Person[]) {
    this.byEmail = new Map(all.map((person) => [person.email.toLowerCase(), person]));
  }

  find(email: string): Person | null {
    return this.byEmail.get(email.toLowerCase()) ?? null;
  }
}

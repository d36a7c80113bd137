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
  /** What the admin console holds besides; a person without it is no admin, has no manager and is in the top unit. */
  readonly isAdmin?: boolean;
  readonly managerEmail?: string;
  readonly department?: string;
  readonly orgUnitPath?: string;
  readonly suspended?: boolean;
  /** False: an account without a Gmail licence. */
  readonly hasMail?: boolean;
  readonly aliases?: readonly string[];
}
/** What happened in the admin console since the first start: accounts added or changed, and those that were deleted. */
export interface PeopleState {
  changed: Record<string, Person>;
  deleted: string[];
}
export const emptyPeopleState = (): PeopleState => ({ changed: {}, deleted: [] });

const keyOf = (email: string): string => email.toLowerCase();

/** The accounts of the stand-in Workspace. Addresses are compared in lower case, as Google does. */
export class People {
  private readonly byEmail: Map<string, Person>;
  private readonly listeners: ((person: Person) => void)[] = [];

  constructor(
    seeds: readonly Person[],
    private readonly state: PeopleState = emptyPeopleState(),
  ) {
    this.byEmail = new Map(seeds.map((person) => [keyOf(person.email), person]));
    for (const person of Object.values(state.changed)) this.byEmail.set(keyOf(person.email), person);
    for (const email of state.deleted) this.byEmail.delete(email);
  }

  get all(): readonly Person[] {
    return [...this.byEmail.values()];
  }

  find(email: string): Person | null {
    return this.byEmail.get(keyOf(email)) ?? null;
  }

  /** A new account, or the same one changed. */
  keep(person: Person): Person {
    const key = keyOf(person.email);
    const isNew = !this.byEmail.has(key);
    this.byEmail.set(key, person);
    this.state.changed[key] = person;
    this.state.deleted = this.state.deleted.filter((email) => email !== key);
    if (isNew) for (const listener of this.listeners) listener(person);
    return person;
  }

  remove(email: string): void {
    const key = keyOf(email);
    this.byEmail.delete(key);
    delete this.state.changed[key];
    if (!this.state.deleted.includes(key)) this.state.deleted.push(key);
  }

  onAdded(listener: (person: Person) => void): void {
    this.listeners.push(listener);
  }
}

import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../clock.js';
import type { People, Person } from '../../people.js';
import type { Principal } from '../handler.js';
import { fileNotFound, insufficientPermissions, rank } from './rules.js';
import type { DriveState, Role, StoredFile, StoredPermission } from './state.js';

const SCOPE = 'https://www.googleapis.com/auth/';
const wide = (...names: string[]): readonly string[] => names.map((name) => SCOPE + name);
/** With none of its API's a token reaches only what the product made. */
export const DRIVE_WIDE = wide('drive', 'drive.readonly', 'drive.metadata', 'drive.metadata.readonly');
export const DOCS_WIDE = wide('drive', 'drive.readonly', 'documents', 'documents.readonly');

/** The files of the Workspace: who may do what with which. */
export class Files {
  constructor(
    readonly state: DriveState,
    private readonly people: People,
    private readonly clock: SandboxClock,
  ) {}

  newId(): string {
    return `1${randomBytes(24).toString('base64url')}`;
  }

  now(): string {
    return this.clock.now().toString({ fractionalSecondDigits: 3 });
  }

  /** The folder every file of a person starts in. */
  rootOf(email: string): string {
    return `0A${Buffer.from(email.toLowerCase()).toString('base64url')}`;
  }

  /** `null` where Google says there is no such file: not made, no access, or not the app's own (drive.file). */
  find({ email, scopes }: Principal, id: string, wideScopes = DRIVE_WIDE): StoredFile | null {
    const file = Object.hasOwn(this.state.files, id) ? this.state.files[id] : undefined;
    if (!file || this.roleOf(file, email) === null) return null;
    const isWide = scopes === null || scopes.some((scope) => wideScopes.includes(scope));
    return isWide || file.isOfApp ? file : null;
  }

  get(principal: Principal, id: string, needs: Role = 'reader'): StoredFile {
    const file = this.find(principal, id);
    if (!file) throw fileNotFound(id);
    if (rank(this.roleOf(file, principal.email)) < rank(needs)) throw insufficientPermissions(id);
    return file;
  }

  all(principal: Principal): StoredFile[] {
    return Object.keys(this.state.files).flatMap((id) => this.find(principal, id) ?? []);
  }

  /** The strongest role somebody has, from the file itself or the folders it is in. */
  roleOf(file: StoredFile, email: string): Role | null {
    const person = this.people.find(email);
    const inherited = file.parents
      .flatMap((id) => this.state.files[id] ?? [])
      .map((folder) => this.roleOf(folder, email));
    const own = file.permissions.filter((one) => this.covers(one, email, person)).map(({ role }) => role);
    return [...own, ...inherited].reduce<Role | null>((best, role) => (rank(role) > rank(best) ? role : best), null);
  }

  add(principal: Principal, given: Pick<StoredFile, 'name' | 'mimeType'> & Partial<StoredFile>): StoredFile {
    const id = given.id ?? this.newId();
    const at = this.now();
    const file: StoredFile = {
      parents: [this.rootOf(principal.email)],
      createdTime: at,
      modifiedTime: at,
      version: 1,
      trashed: false,
      starred: false,
      properties: {},
      appProperties: {},
      writersCanShare: true,
      ...given,
      id,
      owner: principal.email,
      isOfApp: principal.via !== 'person',
      permissions: [
        { id: this.permissionId(principal.email), type: 'user', role: 'owner', email: principal.email.toLowerCase() },
      ],
    };
    this.state.files[id] = file;
    this.state.reserved = this.state.reserved.filter((one) => one !== id);
    return file;
  }

  write(file: StoredFile, change: Partial<StoredFile>): StoredFile {
    const changed = { ...file, modifiedTime: this.now(), ...change, version: file.version + 1 };
    this.state.files[file.id] = changed;
    return changed;
  }

  /** A folder takes what is in it along. */
  remove(id: string): void {
    delete this.state.files[id];
    for (const file of Object.values(this.state.files)) if (file.parents.includes(id)) this.remove(file.id);
  }

  /** REF Permission.id: "This is a unique identifier for the grantee": the same for one person on every file. */
  permissionId(email: string): string {
    const known = this.people.find(email)?.subject;
    return (
      known ?? BigInt(`0x${Buffer.from(email.toLowerCase()).toString('hex').slice(0, 16).padEnd(16, '0')}`).toString()
    );
  }

  private covers(
    { type, email, domain, expirationTime }: StoredPermission,
    who: string,
    person: Person | null,
  ): boolean {
    if (expirationTime !== undefined && Date.parse(expirationTime) <= this.clock.now().epochMilliseconds) return false;
    if (type === 'anyone') return true;
    return type === 'user' ? email === who.toLowerCase() : domain !== undefined && domain === person?.domain;
  }
}

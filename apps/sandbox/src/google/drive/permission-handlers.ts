import type { Outbox } from '../../outbox.js';
import type { People } from '../../people.js';
import { GoogleError, notFound } from '../errors.js';
import type { Call, Handlers } from '../handler.js';
import type { Files } from './files.js';
import { permissionResource } from './resource.js';
import { insufficientPermissions, rank, requireRole, requireValidPermission } from './rules.js';
import type { Role, StoredFile, StoredPermission } from './state.js';

/** Drive v3, permissions: who else sees a file. */
export function permissionHandlers(files: Files, people: People, outbox: Outbox): Handlers {
  const sharedBy = (call: Call): StoredFile => {
    const file = files.get(call.principal, call.path.fileId ?? '');
    const role = files.roleOf(file, call.principal.email);
    if (role === 'owner' || (role === 'writer' && file.writersCanShare)) return file;
    throw insufficientPermissions(file.id);
  };
  const permissionOf = ({ permissions }: StoredFile, id: string | undefined): StoredPermission => {
    const found = permissions.find((one) => one.id === id);
    if (!found) throw notFound(`Permission not found: ${id ?? ''}.`);
    return found;
  };
  const written = (file: StoredFile, permissions: StoredPermission[]) =>
    files.write(file, { permissions, modifiedTime: file.modifiedTime });

  return {
    'drive.permissions.list': (call) => ({
      body: {
        kind: 'drive#permissionList',
        permissions: sharedBy(call).permissions.map((one) => permissionResource(one, people)),
      },
    }),
    'drive.permissions.get': (call) => ({
      body: permissionResource(permissionOf(sharedBy(call), call.path.permissionId), people),
    }),
    'drive.permissions.create': (call) => {
      const file = sharedBy(call);
      const { principal, body, query } = call;
      requireValidPermission(body, query, (email) => people.find(email) !== null);
      const asked = permissionFrom(call, files);
      if (asked.role === 'owner')
        return { body: permissionResource(transferred(files, file, asked, principal.email), people) };
      const before = file.permissions.find(({ id }) => id === asked.id);
      // Sharing with somebody who has a role already raises it, and never takes it away.
      const kept = before && rank(before.role) >= rank(asked.role) ? before : { ...before, ...asked };
      written(file, [...file.permissions.filter(({ id }) => id !== asked.id), kept]);
      // REF sendNotificationEmail: "defaults to `true` for users and groups".
      if (asked.email !== undefined && query.sendNotificationEmail !== false && principal.via !== 'person')
        outbox.add('email', invitation(file, principal.email, asked.email, String(query.emailMessage ?? '')));
      return { body: permissionResource(kept, people), note: { name: file.name } };
    },
    'drive.permissions.update': (call) => {
      const file = sharedBy(call);
      const before = permissionOf(file, call.path.permissionId);
      const role = String(call.body.role ?? '');
      requireRole(role);
      const changed = { ...before, role: role as Role };
      if (changed.role === 'owner') {
        if (call.query.transferOwnership !== true)
          throw new GoogleError(
            403,
            'forbidden',
            "The transferOwnership parameter must be enabled when the permission role is 'owner'.",
          );
        return { body: permissionResource(transferred(files, file, changed, call.principal.email), people) };
      }
      requireOwnerKept(before);
      written(
        file,
        file.permissions.map((one) => (one.id === before.id ? changed : one)),
      );
      return { body: permissionResource(changed, people), note: { name: file.name } };
    },
    'drive.permissions.delete': (call) => {
      const file = files.get(call.principal, call.path.fileId ?? '');
      const before = permissionOf(file, call.path.permissionId);
      // Whoever may not share can still take themselves off.
      if (before.id !== files.permissionId(call.principal.email)) sharedBy(call);
      requireOwnerKept(before);
      written(
        file,
        file.permissions.filter(({ id }) => id !== before.id),
      );
      return { status: 204, note: { name: file.name, email: before.email ?? before.type } };
    },
  };
}

function permissionFrom({ body }: Call, files: Files): StoredPermission {
  const { type, role, emailAddress, domain, expirationTime } = body;
  const email = String(emailAddress ?? '').toLowerCase();
  const base = { role: role as Role, ...(typeof expirationTime === 'string' && { expirationTime }) };
  if (type === 'user') return { ...base, id: files.permissionId(email), type, email };
  if (type === 'domain') return { ...base, id: `domain-${String(domain)}`, type, domain: String(domain) };
  return { ...base, id: 'anyoneWithLink', type: 'anyone' };
}

/** GUIDE transfer-file: only the owner gives a file away, and becomes a writer of it. */
function transferred(files: Files, file: StoredFile, asked: StoredPermission, by: string): StoredPermission {
  if (file.owner !== by || asked.email === undefined) throw insufficientPermissions(file.id);
  const others = file.permissions.filter(({ id }) => id !== asked.id);
  const demoted = others.map((one) => (one.role === 'owner' ? { ...one, role: 'writer' as const } : one));
  files.write(file, { owner: asked.email, permissions: [...demoted, asked] });
  return asked;
}

/** A file has exactly one owner, whose role goes by a transfer only. */
function requireOwnerKept({ role }: StoredPermission): void {
  if (role === 'owner')
    throw new GoogleError(403, 'insufficientFilePermissions', 'The owner of a file cannot be removed or changed.');
}

const invitation = ({ id, name }: StoredFile, by: string, to: string, message: string) => ({
  via: 'drive-share',
  from: { name: `${by} (via Google Docs)`, email: 'drive-shares-dm-noreply@google.com' },
  to: [to],
  to_names: [''],
  cc: [],
  subject: `Document shared with you: "${name}"`,
  text: message || `${by} has invited you to "${name}" (${id}).`,
});

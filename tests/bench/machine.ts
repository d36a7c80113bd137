import { readFileSync } from 'node:fs';
import os from 'node:os';
import type pg from 'pg';

/** Lines that say what the figures were measured on. */
export async function describeMachine(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ version: string; settings: string; size: string }>(
    `select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size,
            (select string_agg(name || ' ' || current_setting(name), ', ' order by name) from pg_settings
              where name in ('fsync', 'synchronous_commit', 'shared_buffers', 'max_connections', 'jit')) as settings`,
  );
  const found = rows[0];
  return [
    `CPU         ${os.cpus()[0]?.model.trim() ?? 'unknown'}, ${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 2 ** 30)} GB memory`,
    `Node        ${process.version}, ${os.type()} ${os.release()}`,
    `PostgreSQL  ${found?.version ?? 'unknown'} (${found?.settings ?? ''}); database of ${found?.size ?? '?'}`,
    `Busy before ${os.loadavg()[0]?.toFixed(1) ?? '?'} runnable (1 min)`,
  ];
}

/** CPU seconds since boot: all that was used, and all there was. Null where Linux's /proc is missing. */
export function readCpu(): { busy: number; all: number } | null {
  try {
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = (
      readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
    )
      .split(/ +/)
      .slice(1)
      .map(Number);
    const busy = user + nice + system + irq + softirq + steal;
    return { busy: busy / 100, all: (busy + idle + iowait) / 100 };
  } catch {
    return null;
  }
}

/** How much of the machine's CPU time was used since then, by everything on it (0 to 1); null where it cannot be read. */
export function busySince(then: ReturnType<typeof readCpu>): number | null {
  const now = readCpu();
  return then && now && now.all > then.all ? (now.busy - then.busy) / (now.all - then.all) : null;
}

/** CPU seconds that a process has used, to a hundredth; null where Linux's /proc is missing or the process is gone. */
export function readProcessCpu(pid: number | undefined): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

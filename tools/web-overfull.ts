import type pg from 'pg';
export async function overfill(client: pg.Client, tenantId: string): Promise<void> {}

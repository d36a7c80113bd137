import { randomBytes } from 'node:crypto';
import { type AnyId, asId } from '@understudy/domain';

/**
 * A time-ordered id (UUID version 7, RFC 9562) made here instead of by uuidv7() in SQL, where a transaction wants to refer to a row
 * before its insert is answered. It carries machine time: never sort by it what people see in product time.
 */
export function newId<Id extends AnyId>(): Id {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return asId<Id>(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`);
}

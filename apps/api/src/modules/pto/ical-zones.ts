import { isTimeZone } from '@understudy/domain';
import ical from 'node-ical';

const OFFSET = /^(?:GMT|UTC|Etc\/UTC)\s*([+-])(\d{1,2})(?::?00)?$/i;
/** Names that say nothing by themselves: their rules stand in the file, or nowhere. */
const CUSTOM = 'Customized Time Zone';
const SAYS_NOTHING = /^(?:customized time zone|tzone:|\(no tz)/i;

/** The zone node-ical finds for a name, perhaps with its definition in the file. */
const parsedZone = (name: string, definition: readonly string[]): string | null => {
  const text = [
    'BEGIN:VCALENDAR',
    ...definition,
    'BEGIN:VEVENT',
    'UID:zone',
    `DTSTART;TZID="${name.replaceAll('"', '')}":20260706T090000`,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const found = Object.values(ical.sync.parseICS(text)).find((part) => part?.type === 'VEVENT');
  const zone = found && 'start' in found && found.start instanceof Date ? found.start.tz : undefined;
  return zone !== undefined && isTimeZone(zone) ? zone : null;
};

/** The definition under a name with which node-ical reads its rules instead of looking the name up. */
const asCustom = (definition: readonly string[]): string[] =>
  definition.map((line) => (/^TZID[;:]/i.test(line) ? `TZID:${CUSTOM}` : line));

/**
 * The IANA zones behind the names that one feed uses: IANA names, with a vendor's prefix or not, Windows names, whole hours from GMT, and
 * names whose rules the feed defines itself (VTIMEZONE). node-ical takes what it does not know for UTC; here it is null.
 */
export class IcalZones {
  private readonly known = new Map<string, string | null>();

  constructor(private readonly definitions: ReadonlyMap<string, readonly string[]>) {}

  find(name: string): string | null {
    const found = this.known.get(name);
    if (found !== undefined) return found;
    const zone = this.look(name);
    this.known.set(name, zone);
    return zone;
  }

  private look(name: string): string | null {
    if (isTimeZone(name)) return name;
    const [, sign, hours] = OFFSET.exec(name) ?? [];
    // in Etc the sign is the other way round
    if (hours !== undefined) return zoneOrNull(`Etc/GMT${sign === '+' ? '-' : '+'}${Number(hours)}`);
    // "/freeassociation.sourceforge.net/Europe/Berlin"
    const parts = name.split('/');
    const suffix = [3, 2].map((count) => parts.slice(-count).join('/')).find(isTimeZone);
    if (suffix !== undefined) return suffix;
    const byName = SAYS_NOTHING.test(name) ? null : parsedZone(name, []);
    if (byName !== null) return byName;
    const definition = this.definitions.get(name);
    return definition ? parsedZone(CUSTOM, asCustom(definition)) : null;
  }
}

const zoneOrNull = (zone: string): string | null => (isTimeZone(zone) ? zone : null);

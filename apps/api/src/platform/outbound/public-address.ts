import ipaddr from 'ipaddr.js';

/** What the registries hand out to the public Internet (RFC 4291 2.4, IANA): everything else in IPv6 is special or unused. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * True for an address of the public Internet, as text. Loopback, private, link-local (where clouds keep their metadata), shared,
 * reserved, multicast and every IPv6 form that carries an IPv4 address (mapped, NAT64, 6to4, Teredo) are not; neither is anything
 * that is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
}

/** Names that never belong to the public Internet (RFC 6761, 6762, 8375, 9476, ICANN's .internal), and those a cloud or a home router answers. */
const OWN_NAMES =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion|alt)$/;

/** False for names without a dot and for those of local networks, whatever a resolver says about them. */
export function isPublicName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return name.includes('.') && !OWN_NAMES.test(name);
}

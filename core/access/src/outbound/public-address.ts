import { BlockList, isIP } from 'node:net'

/** Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890 and its updates); multicast and class E with it. */
const notPublic4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24',
  '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
]
/** What of 2000::/3, the only global unicast space, is special. Source: IANA IPv6 Special-Purpose Address Registry. */
const notPublic6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const special = networks([...notPublic4, ...notPublic6])
const global6 = networks(['2000::/3'])
const nat64 = networks(['64:ff9b::/96'])
const loopback = networks(['127.0.0.0/8', '::1/128'])

/** A list of networks such as 10.0.0.0/8 or fd00::/8; a single address is one, too. Throws where it is none. */
export function networks(texts: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of texts) {
    const [address = '', bits] = text.split('/')
    const family = familyOf(address)
    list.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN, family)
  }
  return list
}

/** Whether an address lies in one of the networks; an IPv4 address inside an IPv6 one is judged as what it is. */
export function isWithin(list: BlockList, address: string): boolean {
  const plain = embedded4(address) ?? address
  return isIP(plain) !== 0 && list.check(plain, familyOf(plain))
}

export const isLoopback = (address: string): boolean => isWithin(loopback, address)

/** Whether an address belongs to the public internet: neither this machine nor a private, link-local, shared or reserved network. */
export function isPublic(address: string): boolean {
  const plain = embedded4(address) ?? address
  if (isIP(plain) === 0 || special.check(plain, familyOf(plain))) return false
  return isIP(plain) === 4 || global6.check(plain, 'ipv6')
}

/** The IPv4 address that an IPv4-mapped or NAT64 address leads to. */
function embedded4(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined
  // In its one canonical form, without a zone.
  const text = URL.parse(`http://[${address.replace(/%.*$/, '')}]`)?.hostname.slice(1, -1) ?? ''
  const found = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(text) ?? (nat64.check(text, 'ipv6') ? /([0-9a-f]{0,4}):([0-9a-f]{0,4})$/.exec(text) : null)
  if (found === null) return undefined
  const [high, low] = [Number.parseInt(found[1] || '0', 16), Number.parseInt(found[2] || '0', 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

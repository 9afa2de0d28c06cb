// IP addresses and networks as the API server takes them.
// Source: apimachinery pkg/util/validation IsValidCIDR, KEP-4858 (strict CIDRs: beta and on in 1.36), ValidateEndpointIP.
import { z } from 'zod'
import { networkMeant } from '../../../topology/cidr.ts'

export type Family = 'IPv4' | 'IPv6'
const LONGEST = 64

/** The family of an address; undefined when it is none. */
export function familyOf(address: string): Family | undefined {
  if (address.length > LONGEST) return undefined
  if (z.regexes.ipv4.test(address)) return 'IPv4'
  if (!address.includes(':')) return undefined
  // The last 32 bits may be written as IPv4.
  const [, front, tail = ''] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? []
  const plain = front !== undefined && z.regexes.ipv4.test(tail) ? `${front}0:0` : address
  return z.regexes.ipv6.test(plain) ? 'IPv6' : undefined
}

const UNUSABLE: readonly [kind: string, pattern: RegExp][] = [
  ['loopback', /^(?:127\.|::1$|(?:0{1,4}:){7}0{0,3}1$)/],
  ['link-local', /^(?:169\.254\.|fe[89ab][0-9a-f]:)/i],
  ['multicast', /^(?:22[4-9]\.|23\d\.|ff[0-9a-f]{2}:)/i],
  ['unspecified', /^(?:0\.0\.0\.0|::|(?:0{1,4}:){7}0{1,4})$/],
]

/** What kind of unusable address it is ("loopback"); undefined when it can be sent to. */
export const unusable = (address: string): string | undefined =>
  UNUSABLE.find(([, pattern]) => pattern.test(address.replace(/^::ffff:/i, '')))?.[0]

export type Network = { family: Family; wrong?: string; lax?: string }

/** A network in CIDR form. `wrong` is refused by every version, `lax` by those that check strictly. */
export const networkOf = (cidr: string): Network => EVERYWHERE.get(cidr) ?? judged(cidr)

function judged(cidr: string): Network {
  const refused: Network = { family: 'IPv4', wrong: 'must be a network in CIDR form such as 203.0.113.0/24' }
  if (cidr.length > LONGEST) return refused
  const [address = '', bits, ...more] = cidr.split('/')
  const plain = address.includes(':') ? address : address.replace(/(^|\.)0+(?=\d)/g, '$1')
  const family = familyOf(plain)
  if (family === undefined || more.length > 0) return refused
  const most = family === 'IPv4' ? 32 : 128
  if (bits === undefined) return { family, wrong: `must be a network: write ${plain}/${most}` }
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return { family, wrong: `must end with "/" and 0 to ${most}` }
  if (plain !== address || (bits.startsWith('0') && bits !== '0')) return { family, lax: 'must not have leading zeros' }
  if (/^::ffff:/i.test(address)) return { family, lax: 'must not be an IPv4 network written as IPv6' }
  const meant = networkMeant(cidr)
  return meant === undefined ? { family } : { family, lax: `has bits set behind its prefix; write ${meant}` }
}

// All addresses, and all that stay on their link: nearly every policy names them.
const EVERYWHERE: ReadonlyMap<string, Network> = new Map(
  ['0.0.0.0/0', '::/0', '169.254.0.0/16', 'fe80::/10'].map((cidr) => [cidr, judged(cidr)]),
)

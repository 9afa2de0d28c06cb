// Networks in CIDR form: what a schema cannot see of them.
import ipaddr from 'ipaddr.js'

/** The network a CIDR with host bits set was probably meant to be ("10.1.2.3/8" → "10.0.0.0/8"); undefined when it is clean. */
export function networkMeant(cidr: string): string | undefined {
  const family = cidr.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4
  const [address, bits] = family.parseCIDR(cidr)
  const network = family.networkAddressFromCIDR(cidr)
  return address.toString() === network.toString() ? undefined : `${network.toString()}/${bits}`
}

/** Of networks: whether another lies wholly within one of them. */
export function networksWithin(outer: readonly string[]): (inner: string) => boolean {
  const ranges = outer.map(parsed)
  return (inner) => {
    const [address, bits] = parsed(inner)
    return ranges.some(([base, length]) => {
      if (bits < length) return false
      if (address instanceof ipaddr.IPv4) return base instanceof ipaddr.IPv4 && address.match(base, length)
      return base instanceof ipaddr.IPv6 && address.match(base, length)
    })
  }
}

const parsed = (cidr: string) => (cidr.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4).parseCIDR(cidr)

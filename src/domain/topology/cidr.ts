// Networks in CIDR form: what a schema cannot see of them.
import ipaddr from 'ipaddr.js'

/** The network a CIDR with host bits set was probably meant to be ("10.1.2.3/8" → "10.0.0.0/8"); undefined when it is clean. */
export function networkMeant(cidr: string): string | undefined {
  const family = cidr.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4
  const [address, bits] = family.parseCIDR(cidr)
  const network = family.networkAddressFromCIDR(cidr)
  return address.toString() === network.toString() ? undefined : `${network.toString()}/${bits}`
}

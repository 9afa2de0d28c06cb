// A host name → the addresses it leads to and an agent that connects to none of them which lies inside: loopback, private, link-local
// (where clouds keep their metadata), shared (CGNAT) and reserved ones, unless the operator lists them.
import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import type { Agent as HttpAgent } from 'node:http'
import { BlockList, isIPv6, type LookupFunction } from 'node:net'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'

/** Asked once for each attempt, so that a name cannot lead elsewhere between the look and the call. */
export type Resolve = (host: string) => Promise<LookupAddress[]>

export const resolve: Resolve = (host) => lookup(host, { all: true })

/** Addresses, and networks such as 10.0.0.0/8. */
export function networksIn(list: readonly string[]): BlockList {
  const networks = new BlockList()
  for (const one of list) {
    const [address = '', bits] = one.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) networks.addAddress(address, family)
    else networks.addSubnet(address, Number(bits), family)
  }
  return networks
}

export type Dial = { agent: HttpAgent; lookup: LookupFunction }

/**
 * Those of the addresses that are listed are let through one by one: the agent would complain aloud of a network of the other family.
 * A connection is not used twice: the next attempt may lead elsewhere.
 */
export function dialTo(addresses: readonly LookupAddress[], protocol: string, networks: BlockList): Dial {
  const listed = addresses.filter(({ address, family }) => networks.check(address, family === 6 ? 'ipv6' : 'ipv4'))
  const options = { keepAlive: false, allowIPAddressList: listed.map(({ address }) => address) }
  return {
    agent: protocol === 'http:' ? new RequestFilteringHttpAgent(options) : new RequestFilteringHttpsAgent(options),
    lookup: (_host, asked, answer) => {
      const [first] = addresses
      if (asked.all === true) answer(null, [...addresses])
      else answer(null, first?.address ?? '', first?.family)
    },
  }
}

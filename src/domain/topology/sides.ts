// The networks of who may come in → the sides a way in is open on: one address cannot be both public and internal.
import type { Client } from './topology.ts'
import type { Scheme } from './vocabulary.ts'

/** The internet includes everyone; else clients in the VPC come in by an internal way and the named ones from outside by a public one. */
export function sidesOfNetworks(networks: readonly Client['network'][]): Scheme[] {
  if (networks.includes('internet')) return ['public']
  return [
    ...(networks.some((network) => network !== 'vpc') ? ['public' as const] : []),
    ...(networks.includes('vpc') ? ['internal' as const] : []),
  ]
}

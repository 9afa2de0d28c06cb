// For tests: a small topology goes in, and a network comes out that holds the policies planned for it, to be asked who reaches whom.
import { expect } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf } from '../design/drafting.ts'
import { podsOf } from './network-model.ts'
import { type End, type Pod, simulate, type Transport } from './network-simulator.ts'
import { listedOf } from './objects.ts'

export type Target = TopologyInput['target']
export const AWS: Target = { provider: 'aws', region: 'us-east-1' }
export const GCP: Target = { provider: 'gcp', region: 'us-central1' }
export const AZURE: Target = { provider: 'azure', region: 'eastus' }
export const METAL: Target = { provider: 'bare-metal', loadBalancers: 'metallb' }
/** No load balancer: node ports only. */
export const NODES: Target = { provider: 'bare-metal' }

export const planned = (
  workloads: TopologyInput['workloads'],
  target: Target = METAL,
  more: Partial<TopologyInput> = {},
) => {
  const drawn = draftOf({ name: 'shop', target, workloads, ...more })
  const { manifests } = drawn.designs[drawn.chosen]
  const network = simulate(manifests)
  const pods = podsOf(drawn.topology, network)
  const endOf = (end: string | Pod): End => {
    if (typeof end !== 'string') return end
    const [name = '', replica] = end.split('#')
    return pods.get(name)?.[replica === '2' ? 1 : 0] ?? end
  }
  const policyOf = (name: string) => {
    const found = listedOf(manifests).find((one) => one.kind === 'NetworkPolicy' && one.name === name)
    if (found === undefined) throw new Error(`no NetworkPolicy ${name}`)
    return found
  }
  return {
    drawn,
    manifests,
    policyOf,
    reaches: (from: string | Pod, to: string | Pod, port: number, transport: Transport = 'TCP') =>
      network.reaches(endOf(from), endOf(to), port, transport),
  }
}
export type Planned = ReturnType<typeof planned>
/** From, to, port, whether it is let through, and over what. `web#2` is the second replica of web. */
export type Ask = [from: string | Pod, to: string | Pod, port: number, answer: boolean, transport?: Transport]

export function asked({ reaches }: Planned, asks: readonly Ask[]): void {
  const said = asks.map(([from, to, port, , transport]) => [
    from,
    to,
    port,
    transport,
    reaches(from, to, port, transport),
  ])
  expect(said).toEqual(asks.map(([from, to, port, answer, transport]) => [from, to, port, transport, answer]))
}

/** An address outside that no topology of these tests names. */
export const anywhere = '203.0.113.9'
/** A pod of somebody else in the namespace of ours. */
export const stranger: Pod = { namespace: 'default', labels: { app: 'stranger' }, address: '100.70.0.1' }

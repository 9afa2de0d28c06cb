// For tests of sharing: HTTP workloads with a host each go in, the draft comes out.
import type { Draft } from '../../../src/domain/plan/plan.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf } from '../design/drafting.ts'

export type Workload = TopologyInput['workloads'][string]
export type Exposure = NonNullable<Workload['expose']>[number]

export const AWS: TopologyInput['target'] = { provider: 'aws', region: 'us-east-1' }
export const GCP: TopologyInput['target'] = { provider: 'gcp', region: 'us-central1' }
export const AZURE: TopologyInput['target'] = { provider: 'azure', region: 'eastus' }
export const tls = { mode: 'terminate' as const }

/** One HTTP workload on a host of its own, public and with TLS ended at the edge unless said otherwise. */
export const shop = (
  name: string,
  exposure: Partial<Exposure> = {},
  workload: Workload = {},
): Record<string, Workload> => ({
  [name]: {
    ports: { http: 80 },
    expose: [{ port: 'http', to: 'internet', host: `${name}.example.com`, tls, ...exposure }],
    ...workload,
  },
})

export const shops = (count: number, exposure: Partial<Exposure> = {}): Record<string, Workload> =>
  Object.assign({}, ...Array.from({ length: count }, (_, index) => shop(`shop-${index}`, exposure)))

export const sharing = (workloads: Record<string, Workload>, target = AWS, rest: Partial<TopologyInput> = {}): Draft =>
  draftOf({
    name: 'mall',
    target,
    clients: { partner: { network: 'partner', cidrs: ['203.0.113.0/24'] } },
    workloads,
    ...rest,
  })

/** "shop-0: ALONE", for each that stays apart. */
export const apart = ({ consolidation }: Draft): string[] =>
  consolidation.keptApart.map(({ workload, code }) => `${workload}: ${code}`)

export const membersOf = ({ consolidation }: Draft): string[][] =>
  consolidation.groups.filter((group) => group.accepted).map((group) => group.members)

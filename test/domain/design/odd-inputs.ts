// For tests of odd inputs: a few workloads on a target go in, their draft comes out, once an API server would take its manifests.
import { expect } from 'vitest'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { brokenBy } from '../manifests/api-rules.ts'
import { draftOf } from './drafting.ts'

export type Workload = TopologyInput['workloads'][string]
export const AWS: TopologyInput['target'] = { provider: 'aws', region: 'us-east-1' }
export const GCP: TopologyInput['target'] = { provider: 'gcp', region: 'us-central1' }
export const CELLAR: TopologyInput['target'] = { provider: 'bare-metal' }
const clients: TopologyInput['clients'] = {
  partner: { network: 'partner', cidrs: ['203.0.113.0/24'] },
  office: { network: 'office', cidrs: ['192.0.2.0/24'] },
}
export const tls = { mode: 'terminate' as const }

export function planned(workloads: Record<string, Workload>, target = AWS): Draft {
  const drawn = draftOf({ name: 'odd', target, clients, workloads })
  expect(brokenBy(drawn.designs.recommended.manifests)).toEqual([])
  return drawn
}
/** "web LoadBalancer public http:80→8080/TCP". */
export const shown = ({ designs }: Draft): string[] =>
  designs.recommended.services.map(({ name, type, facing, ports }) =>
    [
      name,
      type,
      ...(facing === undefined ? [] : [facing.scheme]),
      ...ports.map((port) => `${port.name}:${port.port}→${port.targetPort}/${port.transport}`),
    ].join(' '),
  )

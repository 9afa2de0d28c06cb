// For tests: the path of one Service of a small topology, a line for each hop, and everything that is said on the way.
import type { Hop } from '../../../src/domain/design/design.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf, serviceNamed } from './drafting.ts'

export type Workload = TopologyInput['workloads'][string]
export type Target = TopologyInput['target']

export const AWS: Target = { provider: 'aws', region: 'us-east-1' }

const lineOf = ({ hop, from, to, layer, port, protocol }: Hop) =>
  `${hop} ${from} → ${to} ${port ?? '-'} ${protocol} L${layer}`

export function pathTo(
  name: string,
  target: Target,
  workloads: Record<string, Workload>,
  rest: Partial<TopologyInput> = {},
): { lines: string[]; said: string } {
  const { path } = serviceNamed(draftOf({ name: 'small', target, workloads, ...rest }), name)
  return { lines: path.map(lineOf), said: path.map(({ note }) => note ?? '').join(' | ') }
}

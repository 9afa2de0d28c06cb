// For tests: what a situation is, told once for all clouds: the smallest topology that is it, and what must come of it.
import type { Alternative, FieldName, FieldValue } from '../../../src/domain/design/design.ts'
import type { Provider } from '../../../src/domain/provider.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'

export type Workload = TopologyInput['workloads'][string]
export type Target = TopologyInput['target']

/** A value, or the rules one of which must have decided, where it is the cloud's to say. */
export type Field = FieldValue | null | { by: string[] }
/** Service (or workload, where it gets none), its type, the rule, its fields. */
export type Outcome = [name: string, type: Alternative, rule: string, fields?: Partial<Record<FieldName, Field>>]
export type Around = Partial<Pick<TopologyInput, 'clients' | 'externals'>> & { target?: Partial<Target> }
export type Situation = {
  row: number
  is: string
  workloads: Record<string, Workload>
  around?: Around
  comes: Outcome[] | ((provider: Provider, document: TopologyInput) => Outcome[])
}

export const http = { http: 80 }
export const shop = (callee: string): Record<string, Workload> => ({ shop: { calls: [callee] } })

// What is looked at to tell the risks of one accepted group: the group, and the entrance it becomes.
import type { Entrance } from '../design/design.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { Sharing } from './share.ts'

export type SharedGroup = {
  sharing: Sharing
  entrance: Entrance
  /** Workloads, sorted. */
  members: string[]
  topology: Topology
  provider: Provider
  /** Handed on by port number alone. */
  atLayer4: boolean
}

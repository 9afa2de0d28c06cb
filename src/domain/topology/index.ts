// The words of a topology, for the rooms that read one.
export { BUILT_IN_CLIENTS } from './checking.ts'
export { BASELINE_VERSION } from './expand.ts'
export { TopologyInput } from './input.ts'
export { isContainerPortName, type Labels } from './names.ts'
export { sortKeys } from './order.ts'
export { PROTOCOLS, speaksHttp } from './protocols.ts'
export { type Reading, readTopology, type TargetFacts, type TopologyRead } from './read.ts'
export { sidesOfNetworks } from './sides.ts'
export {
  Assumption,
  type Client,
  type Exposure,
  type External,
  type Port,
  type Probe,
  Sticky,
  type Target,
  type TargetEntrance,
  Tls,
  Topology,
  type Traffic,
  type Workload,
} from './topology.ts'
export { HOURS_PER_MONTH } from './traffic.ts'
export * from './vocabulary.ts'

// Ports that are there for those who run a workload, not for those who use it: metrics, debuggers, administration.

const WORDS = new Set([
  'metrics',
  'prometheus',
  'admin',
  'debug',
  'pprof',
  'jmx',
  'jdwp',
  'management',
  'mgmt',
  'actuator',
  'telemetry',
])
// node_exporter, pprof, jdwp, Node's inspector, etcd, kubelet, Envoy's and Istio's own, JMX.
const NUMBERS = new Set([9100, 6060, 5005, 9229, 2379, 2380, 10_250, 15_000, 15_004, 15_014, 15_020, 15_090, 9901])

export const isForOperators = (name: string, numbers: readonly number[]): boolean =>
  name.split('-').some((word) => WORDS.has(word)) || numbers.some((number) => NUMBERS.has(number))

// Ports that hardly anybody means to open: those for who runs a workload (metrics, debuggers, administration), and those of stores whose
// protocol has no name of its own in a topology.
import type { PodSet } from '../facts/pods.ts'

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
// node_exporter, pprof, management of RabbitMQ and NATS, jdwp, Node's inspector, etcd, kubelet, Envoy's and Istio's own, JMX.
const NUMBERS = new Set([
  9100, 6060, 5005, 9229, 2379, 2380, 10_250, 15_000, 15_004, 15_014, 15_020, 15_090, 9901, 15_672, 8222,
])

export const isForOperators = (name: string, numbers: readonly number[]): boolean =>
  name.split('-').some((word) => WORDS.has(word)) || numbers.some((number) => NUMBERS.has(number))

// Images and the numbers they listen on, by their own documentation.
const STORES: readonly (readonly [store: string, image: RegExp, numbers: readonly number[]])[] = [
  ['Elasticsearch', /(?:^|\/)(?:elasticsearch|opensearch)(?:[:@-]|$)/, [9200, 9300]],
  ['Cassandra', /(?:^|\/)(?:cassandra|scylla)(?:[:@-]|$)/, [7000, 7199, 9042, 9160]],
  ['memcached', /(?:^|\/)memcached(?:[:@-]|$)/, [11_211]],
  ['ZooKeeper', /(?:^|\/)(?:zookeeper|cp-zookeeper)(?:[:@-]|$)/, [2181]],
  ['CockroachDB', /(?:^|\/)cockroach(?:[:@-]|$)/, [26_257]],
  ['ClickHouse', /(?:^|\/)(?:clickhouse|clickhouse-server)(?:[:@-]|$)/, [8123, 9000]],
  ['SQL Server', /(?:^|\/)(?:mssql\/server|azure-sql-edge)(?:[:@-]|$)/, [1433]],
  ['InfluxDB', /(?:^|\/)influxdb(?:[:@-]|$)/, [8086]],
  ['CouchDB', /(?:^|\/)couchdb(?:[:@-]|$)/, [5984]],
  ['Neo4j', /(?:^|\/)neo4j(?:[:@-]|$)/, [7474, 7687]],
  ['etcd', /(?:^|\/)etcd(?:[:@-]|$)/, [2379, 2380]],
]

/** The store that answers at a container port, by the image that runs there. */
export const storeAt = (target: number, pods: readonly PodSet[]): string | undefined =>
  STORES.find(
    ([, image, numbers]) =>
      numbers.includes(target) && pods.some(({ containers }) => containers.some((one) => image.test(one.image))),
  )?.[0]

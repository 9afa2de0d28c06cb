// The types of Score resources that say something about the network, as the reference implementations and their community
// provisioners name them (score-compose, score-k8s, community-provisioners). Any other type is told as not taken over.

export type ResourceRole =
  | { is: 'route' }
  | { is: 'workload' }
  | { is: 'name' }
  | { is: 'server'; port: number; tls?: boolean }
  | { is: 'nothing'; because: string }

const server = (port: number): ResourceRole => ({ is: 'server', port })
const cloud: ResourceRole = { is: 'server', port: 443, tls: true }
const nothing = (because: string): ResourceRole => ({ is: 'nothing', because })

const ROLES: Readonly<Record<string, ResourceRole>> = {
  route: { is: 'route' },
  service: { is: 'workload' },
  'service-port': { is: 'workload' },
  dns: { is: 'name' },
  postgres: server(5432),
  'postgres-instance': server(5432),
  mysql: server(3306),
  'mysql-instance': server(3306),
  mariadb: server(3306),
  mssql: server(1433),
  'mssql-instance': server(1433),
  mongodb: server(27017),
  'mongodb-instance': server(27017),
  redis: server(6379),
  valkey: server(6379),
  memcached: server(11211),
  amqp: server(5672),
  rabbitmq: server(5672),
  kafka: server(9092),
  'kafka-topic': server(9092),
  'kafka-instance': server(9092),
  nats: server(4222),
  elasticsearch: server(9200),
  'elasticsearch-instance': server(9200),
  opensearch: server(9200),
  s3: cloud,
  's3-bucket': cloud,
  'gcs-bucket': cloud,
  'azure-blob-storage': cloud,
  'azure-storage-account': cloud,
  sqs: cloud,
  sns: cloud,
  'sns-topic': cloud,
  dynamodb: cloud,
  'dynamodb-table': cloud,
  pubsub: cloud,
  volume: nothing('volumes are not part of a topology'),
  'persistent-volume': nothing('volumes are not part of a topology'),
  environment: nothing('values of the platform are not part of a topology'),
  config: nothing('values of the platform are not part of a topology'),
  secret: nothing('secrets are never read'),
  'tls-cert': nothing('certificates are named in the topology, under `expose`'),
  'horizontal-pod-autoscaler': nothing('how many pods there are at one time is not part of a topology'),
  'service-account': nothing('permissions are not part of a topology'),
}

/** Outputs of a resource that only something on the network has. */
const NETWORK_OUTPUT = /^(?:host|hostname|port|url|uri|endpoint|server|connection|address|bootstrap)/i

/** An unknown type whose address is used is something that is called. */
export function roleOf(type: string, outputs: readonly string[]): ResourceRole | undefined {
  const known = Object.hasOwn(ROLES, type.toLowerCase()) ? ROLES[type.toLowerCase()] : undefined
  return known ?? (outputs.some((output) => NETWORK_OUTPUT.test(output)) ? server(443) : undefined)
}

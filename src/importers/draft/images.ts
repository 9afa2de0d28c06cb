// Well-known images: what they listen on, what they speak, and whether they keep data. The numbers are those that the images' own
// pages name (EXPOSE, or the server's default); a name that is not here says nothing.
import type { Protocol, Transport } from '../../domain/topology/index.ts'

/** `store` keeps data; `cache` may lose it; `proxy` hands requests on; `admin` shows what is inside to people who run it. */
export type ImageRole = 'store' | 'cache' | 'web' | 'proxy' | 'admin' | 'tool'
export type ImagePort = { name: string; port: number; protocol: Protocol; transport?: Transport; role?: 'admin' }
export type WellKnownImage = { role: ImageRole; ports: readonly ImagePort[] }

const on = (name: string, port: number, protocol: Protocol, role?: 'admin'): ImagePort => ({
  name,
  port,
  protocol,
  ...(role === undefined ? {} : { role }),
})
const image = (role: ImageRole, ...ports: ImagePort[]): WellKnownImage => ({ role, ports })

const postgres = image('store', on('postgres', 5432, 'postgres'))
const mysql = image('store', on('mysql', 3306, 'mysql'))
const redis = image('cache', on('redis', 6379, 'redis'))
const mongodb = image('store', on('mongodb', 27017, 'mongodb'))
const kafka = image('store', on('kafka', 9092, 'kafka'))
const search = image('store', on('http', 9200, 'http', 'admin'), on('transport', 9300, 'tcp'))
const web = image('web', on('http', 80, 'http'))
const web8080 = image('web', on('http', 8080, 'http'))

const IMAGES: Readonly<Record<string, WellKnownImage>> = {
  postgres,
  postgresql: postgres,
  postgis: postgres,
  timescaledb: postgres,
  'timescaledb-ha': postgres,
  pgvector: postgres,
  pgbouncer: image('tool', on('postgres', 5432, 'postgres')),
  mysql,
  'mysql-server': mysql,
  mariadb: mysql,
  percona: mysql,
  redis,
  'redis-stack': image('cache', on('redis', 6379, 'redis'), on('http', 8001, 'http', 'admin')),
  'redis-stack-server': redis,
  valkey: redis,
  keydb: redis,
  dragonfly: redis,
  memcached: image('cache', on('memcached', 11211, 'tcp')),
  mongo: mongodb,
  mongodb,
  kafka,
  'cp-kafka': kafka,
  'cp-server': kafka,
  redpanda: kafka,
  zookeeper: image('store', on('zookeeper', 2181, 'tcp')),
  'cp-zookeeper': image('store', on('zookeeper', 2181, 'tcp')),
  rabbitmq: image('store', on('amqp', 5672, 'amqp')),
  nats: image('cache', on('nats', 4222, 'tcp')),
  mosquitto: image('store', on('mqtt', 1883, 'mqtt')),
  'eclipse-mosquitto': image('store', on('mqtt', 1883, 'mqtt')),
  elasticsearch: search,
  opensearch: search,
  solr: image('store', on('http', 8983, 'http', 'admin')),
  meilisearch: image('store', on('http', 7700, 'http')),
  qdrant: image('store', on('http', 6333, 'http', 'admin'), on('grpc', 6334, 'grpc')),
  'clickhouse-server': image('store', on('http', 8123, 'http', 'admin'), on('tcp', 9000, 'tcp')),
  clickhouse: image('store', on('http', 8123, 'http', 'admin'), on('tcp', 9000, 'tcp')),
  cassandra: image('store', on('cql', 9042, 'tcp')),
  scylla: image('store', on('cql', 9042, 'tcp')),
  neo4j: image('store', on('bolt', 7687, 'tcp'), on('http', 7474, 'http', 'admin')),
  influxdb: image('store', on('http', 8086, 'http', 'admin')),
  couchdb: image('store', on('http', 5984, 'http', 'admin')),
  'mssql-server': image('store', on('mssql', 1433, 'tcp')),
  'azure-sql-edge': image('store', on('mssql', 1433, 'tcp')),
  'oracle-free': image('store', on('oracle', 1521, 'tcp')),
  etcd: image('store', on('etcd', 2379, 'grpc')),
  consul: image('store', on('http', 8500, 'http', 'admin')),
  vault: image('store', on('http', 8200, 'http', 'admin')),
  minio: image('store', on('http', 9000, 'http')),
  registry: image('store', on('http', 5000, 'http')),
  nginx: web,
  'nginx-unprivileged': web8080,
  httpd: web,
  wordpress: web,
  whoami: web,
  tomcat: web8080,
  keycloak: web8080,
  jenkins: web8080,
  ghost: image('web', on('http', 2368, 'http')),
  nextcloud: web,
  gitea: image('store', on('http', 3000, 'http')),
  grafana: image('web', on('http', 3000, 'http')),
  traefik: image('proxy', on('http', 80, 'http'), on('https', 443, 'https')),
  'nginx-proxy': image('proxy', on('http', 80, 'http'), on('https', 443, 'https')),
  'caddy-docker-proxy': image('proxy', on('http', 80, 'http'), on('https', 443, 'https')),
  caddy: image('web', on('http', 80, 'http'), on('https', 443, 'https')),
  haproxy: image('web'),
  envoy: image('web'),
  adminer: image('admin', on('http', 8080, 'http')),
  phpmyadmin: image('admin', on('http', 80, 'http')),
  pgadmin4: image('admin', on('http', 80, 'http')),
  'mongo-express': image('admin', on('http', 8081, 'http')),
  'redis-commander': image('admin', on('http', 8081, 'http')),
  redisinsight: image('admin', on('http', 5540, 'http')),
  'kafka-ui': image('admin', on('http', 8080, 'http')),
  kafdrop: image('admin', on('http', 9000, 'http')),
  kibana: image('admin', on('http', 5601, 'http')),
  portainer: image('admin', on('http', 9000, 'http')),
  'portainer-ce': image('admin', on('http', 9000, 'http')),
  prometheus: image('admin', on('http', 9090, 'http')),
  alertmanager: image('admin', on('http', 9093, 'http')),
  'node-exporter': image('admin', on('metrics', 9100, 'http')),
  cadvisor: image('admin', on('http', 8080, 'http')),
  jaeger: image('admin', on('http', 16686, 'http')),
  'all-in-one': image('admin', on('http', 16686, 'http')),
  zipkin: image('admin', on('http', 9411, 'http')),
  flower: image('admin', on('http', 5555, 'http')),
  mailhog: image('admin', on('smtp', 1025, 'tcp'), on('http', 8025, 'http')),
  mailpit: image('admin', on('smtp', 1025, 'tcp'), on('http', 8025, 'http')),
  maildev: image('admin', on('smtp', 1025, 'tcp'), on('http', 1080, 'http')),
  localstack: image('store', on('http', 4566, 'http')),
}

/** `docker.io/bitnami/postgresql:16@sha256:…` is known by its last word. */
export function wellKnownImage(reference: string | undefined): WellKnownImage | undefined {
  if (reference === undefined) return undefined
  const name = reference.replace(/@.*$/, '').replace(/^.*\//, '').replace(/:.*$/, '').toLowerCase()
  const known = Object.hasOwn(IMAGES, name) ? IMAGES[name] : undefined
  // The management plug-in is a variant of the image, told by its tag.
  if (name === 'rabbitmq' && /:.*management/.test(reference))
    return image('store', on('amqp', 5672, 'amqp'), on('http', 15672, 'http', 'admin'))
  return known
}

/** What a container reference may be, as far as a registry could take it; a variable left empty leaves it broken (`app:`). */
export const isImageReference = (text: string): boolean =>
  text.length <= 512 &&
  /^[\w][\w.\-/:]*(?:@sha256:[0-9a-f]{64})?$/.test(text) &&
  !/[:/]$|\/\/|:[^/]*:/.test(text.replace(/^[^/]+:\d+\//, ''))

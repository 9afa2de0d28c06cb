// Projects nobody would write by hand: whatever they say, what comes out has its sources, is accepted as it is, and does not depend on
// the order in which services stand.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeImporter } from '../../../src/importers/compose/index.ts'
import { expectSources, planned } from '../expecting.ts'
import { AWS, asText } from '../stories.ts'

const names = ['web', 'api', 'db', 'my_cache', '9lives', 'Proxy', 'constructor']
const name = fc.constantFrom(...names)
const number = fc.constantFrom(22, 53, 80, 443, 3000, 5432, 6379, 8080, 9000, 9229, 27_017)
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })

const image = fc.constantFrom(
  ...['nginx:1.27', 'postgres:16', 'redis', 'rabbitmq:3-management', 'traefik:v3', 'elasticsearch:8.1', 'adminer'],
  ...['shop/web:1', 'shop/web:', '.', 'confluentinc/cp-kafka', 'mongo@sha256:0'],
)
const port = fc.oneof(
  fc.tuple(number, number).map(([outside, inside]) => `${outside}:${inside}`),
  number.map(String),
  number.map((inside) => `127.0.0.1:${inside}:${inside}`),
  number.map((inside) => `${inside}:${inside}/udp`),
  number.map((inside) => `${inside}-${inside + 3}:${inside}-${inside + 3}`),
  number.map((target) => ({ target, published: String(target), app_protocol: 'grpc' })),
  fc.constantFrom('', ':', 'x:y', '1-65535', '80:80/http'),
)
const address = fc.oneof(
  fc
    .tuple(fc.constantFrom('http', 'https', 'grpc', 'postgres', 'redis', 'amqp'), name, number)
    .map(([scheme, host, at]) => `${scheme}://user:word@${host}:${at}/x`),
  name,
  fc.constantFrom(
    'https://api.example.com',
    'http://localhost:1',
    'mail.example.com:25',
    'http://nobody',
    'sqlite:///x',
    '',
  ),
)
const variable = fc.constantFrom(
  'API_URL',
  'DB_HOST',
  'BROKERS',
  'PUBLIC_URL',
  'API_TOKEN',
  'VIRTUAL_HOST',
  'PORT',
  'MODE',
)
const label = fc.constantFrom(
  ['traefik.http.routers.a.rule', 'Host(`shop.example.com`) && PathPrefix(`/a`)'],
  ['traefik.http.routers.b.rule', 'Host(`shop.example.com`)'],
  ['traefik.http.routers.b.tls', 'true'],
  ['traefik.http.services.b.loadbalancer.server.port', '5432'],
  ['kompose.service.type', 'LoadBalancer'],
  ['kompose.service.type', 'headless'],
  ['kompose.service.expose', 'www.example.com/b,bad host'],
  ['kompose.controller.type', 'daemonset'],
  ['caddy', 'http://c.example.com'],
)
const service = fc.record(
  {
    image: maybe(image),
    ports: maybe(fc.array(port, { maxLength: 4 })),
    expose: maybe(fc.array(number, { maxLength: 2 })),
    depends_on: maybe(
      fc.oneof(
        fc.array(name, { maxLength: 3 }),
        fc.dictionary(
          name,
          fc.record({ condition: fc.constantFrom('service_healthy', 'service_completed_successfully') }),
          { maxKeys: 2 },
        ),
      ),
    ),
    environment: maybe(fc.dictionary(variable, address, { maxKeys: 4 })),
    labels: maybe(fc.array(label, { maxLength: 4 }).map((labels) => Object.fromEntries(labels))),
    healthcheck: maybe(
      fc.record({
        test: fc.constantFrom('curl http://localhost:3000/a//b', 'redis-cli ping', 'nc -z localhost 53', 'x'),
      }),
    ),
    deploy: maybe(
      fc.record({
        replicas: fc.constantFrom(0, 3),
        mode: fc.constantFrom('replicated', 'global', 'replicated-job'),
        resources: fc.constant({ limits: { cpus: '0.5', memory: '64M' }, reservations: { cpus: '1', memory: '1k' } }),
      }),
    ),
    volumes: maybe(fc.constantFrom(['data:/data'], ['./x:/x'], ['data:/data', 'more:/more'])),
    networks: maybe(fc.constantFrom(['a'], ['b'], ['a', 'b'])),
    network_mode: maybe(fc.constantFrom('host', 'service:web')),
    profiles: maybe(fc.constant(['debug'])),
    extends: maybe(name),
  },
  { requiredKeys: [] },
)
const project = fc.dictionary(name, service, { minKeys: 1, maxKeys: 6 })
const textOf = (services: object) => JSON.stringify({ name: 'any', services })
const read = (text: string) => composeImporter.import([{ name: 'compose.yaml', text }], AWS)

describe('any project', () => {
  it('has a source for every field, and is accepted as it is', async () => {
    await fc.assert(
      fc.asyncProperty(project, async (services) => {
        const text = textOf(services)
        const imported = await read(text)
        expectSources(imported, [{ name: 'compose.yaml', text }])
        if (Object.keys(imported.topology.workloads).length > 0) await planned(imported)
      }),
      { numRuns: 150 },
    )
  })

  it('is the same in any order of its services', async () => {
    const pairs = project.chain((services) =>
      fc.tuple(
        fc.constant(services),
        fc.shuffledSubarray(Object.entries(services), { minLength: Object.keys(services).length }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(pairs, async ([services, shuffled]) => {
        expect(asText(await read(textOf(Object.fromEntries(shuffled))))).toBe(asText(await read(textOf(services))))
      }),
      { numRuns: 100 },
    )
  })

  it('never tells a password', async () => {
    await fc.assert(
      fc.asyncProperty(project, async (services) => {
        expect(JSON.stringify(await read(textOf(services)))).not.toContain('word@')
      }),
      { numRuns: 50 },
    )
  })
})

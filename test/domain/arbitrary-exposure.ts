// Random exposures for arbitrary-topology.ts: what a client may ask of a port, less what that port cannot give.
import fc from 'fast-check'
import { PROTOCOLS, speaksHttp, type TlsMode, type TopologyInput } from '../../src/domain/topology/index.ts'
import type { PortFacts } from './arbitrary-ports.ts'
import { LONGEST_HOST, LONGEST_NAMES, text } from './arbitrary-text.ts'

type ExposureInput = NonNullable<TopologyInput['workloads'][string]['expose']>[number]
type Clients = NonNullable<TopologyInput['clients']>
type Tls = NonNullable<ExposureInput['tls']>
export type ExposureWish = {
  /** Asks for nothing that an entrance cannot give, of a port that could share one. */
  plain: boolean
  port: number
  to: string[]
  oneClient: boolean
  hosts: 'none' | 'own' | 'several' | 'many' | 'long' | 'wildcard' | 'shared'
  paths: 'none' | 'one' | 'several' | 'many'
  tls?: Tls
  rest: Pick<
    ExposureInput,
    | 'listen'
    | 'sticky'
    | 'preserveClientIP'
    | 'staticIP'
    | 'isolation'
    | 'group'
    | 'criticality'
    | 'idleTimeoutSeconds'
    | 'until'
    | 'reason'
  >
}

const CLIENTS = ['internet', 'vpc', 'anyone', 'sites', 'office', 'partner']
const tls: fc.Arbitrary<Tls> = fc.record(
  {
    mode: fc.constantFrom('terminate' as const, 'terminate' as const, 'passthrough' as const, 'none' as const),
    secret: fc.constantFrom('shop-tls', '0.1', LONGEST_HOST),
    certificateArn: text('arn:aws:acm:us-east-1:111122223333:certificate/shop'),
    certificate: fc.oneof(text('shop-certificate'), fc.constantFrom('4711', '892071a0-bb95-49bc-8021-3afd67a210bf')),
  },
  { requiredKeys: ['mode'] },
)
const rest = fc.record(
  {
    listen: fc.constantFrom(1, 80, 443, 8443, 5432, 30_000, 65_535),
    sticky: fc.record(
      { by: fc.constantFrom('clientIP' as const, 'cookie' as const), ttlSeconds: fc.constantFrom(1, 3600, 86_400) },
      { requiredKeys: ['by'] },
    ),
    preserveClientIP: fc.boolean(),
    staticIP: fc.oneof(
      fc.boolean(),
      fc.constantFrom<string[]>(['address-b', 'address-a', 'address-c'], ['address-a'], ['eipalloc-0a1b2c3d'], []),
      fc.constantFrom<string[]>(['203.0.113.7'], ['10.0.0.5', '10.0.0.4'], ['2001:db8::5', '192.0.2.77']),
      text('address-a').map((address) => [address]),
    ),
    isolation: fc.constantFrom('shared' as const, 'dedicated' as const),
    group: fc.constantFrom('front', 'back', ...LONGEST_NAMES),
    criticality: fc.constantFrom('high', 'low', '9'),
    idleTimeoutSeconds: fc.constantFrom(1, 60, 4000, 86_400),
    until: fc.constantFrom('2027-06-30', '2099-12-31'),
    reason: text('They asked for it.'),
  },
  { requiredKeys: [] },
)

export const arbitraryExposure: fc.Arbitrary<ExposureWish> = fc.record(
  {
    plain: fc.boolean(),
    port: fc.nat(),
    to: fc.subarray(CLIENTS, { minLength: 1 }),
    oneClient: fc.boolean(),
    hosts: fc.constantFrom('none', 'own', 'several', 'many', 'long', 'wildcard', 'shared'),
    paths: fc.constantFrom('none', 'one', 'several', 'many'),
    tls,
    rest,
  },
  { requiredKeys: ['plain', 'port', 'to', 'oneClient', 'hosts', 'paths', 'rest'] },
)

const ODD_PATH = "~a;b=1,c@d:e&f='$(g)'!+%20%C3%A4"

type Asked = { wish: ExposureWish; port: PortFacts; mode: TlsMode }

export function assembleExposures(
  workload: string,
  wishes: readonly ExposureWish[],
  ports: readonly PortFacts[],
  clients: Clients,
): ExposureInput[] {
  const asked = wishes.flatMap((wish) => {
    const shareable = wish.plain ? ports.filter(({ protocol }) => speaksHttp(protocol) || protocol === 'tls') : []
    const choice = shareable.length > 0 ? shareable : ports
    const port = choice[wish.port % choice.length]
    return port === undefined ? [] : [{ wish, port, mode: modeOf(wish, port) }]
  })
  return asked.map((one, index) => assembleExposure(one, asked, `${workload}-${index}`, clients))
}

/** A workload that speaks TLS itself is passed through unless something else is said. */
function modeOf({ tls: wish }: ExposureWish, { protocol, transport }: PortFacts): TlsMode {
  if (transport !== 'TCP') return 'none'
  return wish?.mode ?? (protocol === 'https' || protocol === 'tls' ? 'passthrough' : 'none')
}

function assembleExposure(
  { wish, port, mode: wished }: Asked,
  all: readonly Asked[],
  label: string,
  clients: Clients,
): ExposureInput {
  const passed = all.some((other) => other.port === port && other.mode === 'passthrough')
  const mode = wished === 'terminate' && (passed || port.protocol === 'tls') ? 'none' : wished
  const tcp = port.transport === 'TCP'
  const http = speaksHttp(port.protocol) && mode !== 'passthrough'
  const { sticky, ...others } = wish.plain ? plainly(wish.rest) : wish.rest
  // Exposures that share a host differ in their paths.
  const shared = wish.hosts === 'shared' && http
  const hosts = (wish.hosts === 'shared' && !http) || (wish.hosts === 'none' && wish.plain) ? 'own' : wish.hosts
  return {
    ...others,
    port: port.name,
    to: assembleClients(wish, port, clients),
    ...(tcp ? assembleHosts(hosts, label) : {}),
    ...(http ? assemblePaths(shared && wish.paths === 'none' ? 'one' : wish.paths, label) : {}),
    ...(wish.tls === undefined ? {} : { tls: { ...wish.tls, mode } }),
    ...(sticky === undefined || (sticky.by === 'cookie' && !http) ? {} : { sticky }),
  }
}

/** An address, a caller's address or a balancer of its own keeps a way in from sharing an entrance. */
function plainly({
  isolation: _,
  staticIP: _address,
  preserveClientIP: _caller,
  sticky,
  ...rest
}: ExposureWish['rest']) {
  return { ...rest, ...(sticky === undefined ? {} : { sticky: { ...sticky, by: 'cookie' as const } }) }
}

function assembleClients({ plain, to, oneClient }: ExposureWish, { protocol }: PortFacts, clients: Clients) {
  // The two that need no declaring come from anywhere, as a rule.
  if (plain && !PROTOCOLS[protocol].database) return oneClient ? 'internet' : 'vpc'
  const networkOf = (name: string) =>
    name === 'internet' || name === 'vpc' ? name : Object.hasOwn(clients, name) ? clients[name]?.network : undefined
  const known = to.filter((name) => networkOf(name) !== undefined)
  const allowed = PROTOCOLS[protocol].database ? known.filter((name) => networkOf(name) !== 'internet') : known
  const first = allowed[0] ?? 'vpc'
  return oneClient || allowed.length === 0 ? first : allowed
}

function assembleHosts(hosts: ExposureWish['hosts'], label: string): Pick<ExposureInput, 'host' | 'hosts'> {
  if (hosts === 'own') return { host: `${label}.example.com` }
  if (hosts === 'several')
    return { host: `www.${label}.example.com`, hosts: [`${label}.example.com`, `a-${label}.example.net`] }
  if (hosts === 'many') return { hosts: Array.from({ length: 40 }, (_, index) => `${label}-${index}.example.com`) }
  if (hosts === 'long') return { host: `${label}.${LONGEST_HOST}`.slice(0, 253).replace(/[-.]$/, 'x') }
  if (hosts === 'wildcard') return { hosts: [`*.${label}.example.com`] }
  if (hosts === 'shared') return { hosts: ['shared.example.com'] }
  return {}
}

function assemblePaths(paths: ExposureWish['paths'], label: string): Pick<ExposureInput, 'path' | 'paths'> {
  if (paths === 'one') return { path: `/${label}` }
  if (paths === 'many') return { paths: Array.from({ length: 40 }, (_, index) => `/${label}/${index}/${ODD_PATH}`) }
  if (paths === 'several') return { path: `/${label}/v2`, paths: [`/${label}/v1/`, `/${label}/a`] }
  return {}
}

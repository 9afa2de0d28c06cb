// The rows about ways in from outside: what is served at a public address, on which port, to whom, and by what kind of Service.
import { listed } from '../design/rule.ts'
import type { Way } from '../design/way.ts'
import { networksWithin } from '../topology/cidr.ts'
import { speaksHttp, type Topology } from '../topology/index.ts'
import { isAdministration, isDatabase, isEncrypted } from './ports.ts'
import { type PolicyRule, row } from './rule.ts'
import type { LimitOf, PolicySeverity } from './rules-of-a-policy.ts'

const ofWay = ({ path, workload }: Way) => ({ pointer: path, workload })
const severity = (_: unknown, limit: { severity: PolicySeverity }) => limit.severity

const callersOf = ({ clients, sourceRanges }: Way): string =>
  `${listed(clients)} (${sourceRanges.length === 0 ? 'any address' : listed(sourceRanges)})`
const portOf = ({ workload, exposure }: Way): string => `${exposure.port} of ${workload} (port ${exposure.listen})`

type PublicPort = { severity: PolicySeverity; limited?: 'pass' | 'warn' | 'fail' | undefined }
/** Named networks are not the whole internet. */
const unlessLimited = ({ sourceRanges }: Way, { severity: usual, limited = usual }: PublicPort) =>
  sourceRanges.length === 0 ? usual : limited

const publicWithoutTls = row({
  id: 'publicWithoutTls',
  when: ({ protocols }: LimitOf<'publicWithoutTls'>, { open }) =>
    open.filter(
      (way) => way.scheme === 'public' && !isEncrypted(way) && (protocols !== 'http' || speaksHttp(way.port.protocol)),
    ),
  where: ofWay,
  verdict: severity,
  reason: (way) => `${portOf(way)} is served at a public address without TLS, to ${callersOf(way)}.`,
  mend: () => 'Say `tls: { mode: terminate }`, or `passthrough` where the workload ends TLS itself.',
  kept: ({ protocols }) =>
    `Nothing is served over ${protocols === 'http' ? 'HTTP' : 'TCP'} at a public address without TLS.`,
  source: 'OWASP ASVS 5.0, 12.2.1 and 12.3.1',
})

const databasePublic = row({
  id: 'databasePublic',
  when: ({ ports = [] }: LimitOf<'databasePublic'>, { open }) =>
    open.filter((way) => way.scheme === 'public' && isDatabase(way, ports)),
  where: ofWay,
  verdict: unlessLimited,
  reason: (way) =>
    `${portOf(way)} leads to a database (${way.port.protocol}) at a public address, open to ${callersOf(way)}.`,
  mend: (way) =>
    way.sourceRanges.length === 0
      ? 'Expose it to `vpc`, or to a client whose `cidrs` name the networks it comes from.'
      : 'Expose it to `vpc`: a private connection or a VPN brings the callers there.',
  kept: () => 'No database can be reached at a public address.',
  source: 'AWS Security Hub control EC2.19; IANA service name and port number registry',
})

const adminPortPublic = row({
  id: 'adminPortPublic',
  when: ({ ports = [] }: LimitOf<'adminPortPublic'>, { open }) =>
    open.filter((way) => way.scheme === 'public' && isAdministration(way, ports)),
  where: ofWay,
  verdict: unlessLimited,
  reason: (way) => `${portOf(way)} is for administration and can be reached at a public address, by ${callersOf(way)}.`,
  mend: (way) =>
    way.sourceRanges.length === 0
      ? 'Expose it to `vpc`, or to an `office` client whose `cidrs` name its networks; for a while, `kubectl port-forward` will do.'
      : 'Expose it to `vpc`, and let people come in by a VPN or `kubectl port-forward`.',
  kept: () => 'No port for administration can be reached at a public address.',
  source: 'AWS Security Hub control EC2.19; kubernetes.io/docs/reference/networking/ports-and-protocols',
})

const loadBalancerWithoutReason = row({
  id: 'loadBalancerWithoutReason',
  when: (_, { facing, topology }) =>
    facing
      .filter(({ service }) => service.type === 'LoadBalancer')
      .flatMap(({ service, ways }) => ways.map((way) => ({ service, way })))
      // A pin has a reason of its own, always.
      .filter(({ way }) => way.exposure.reason === undefined && topology.workloads[way.workload]?.pin === undefined),
  where: ({ way }) => ofWay(way),
  verdict: severity,
  reason: ({ service, way }) =>
    `${portOf(way)} gets ${service.name}, a Service of type LoadBalancer (${service.because.rule}), and nobody says why.`,
  mend: () =>
    'Say in `reason` of the exposure why it needs one, or give it a host and TLS so that it can go through an entrance.',
  kept: () => 'Every exposure that gets a Service of type LoadBalancer says why.',
  source: 'the policy',
})

const nodePortInProduction = row({
  id: 'nodePortInProduction',
  when: (_, { facing, topology }) =>
    topology.target.environment === 'production' ? facing.filter(({ service }) => service.type === 'NodePort') : [],
  where: ({ service: { workload }, ways: [way] }) =>
    way === undefined ? { pointer: `/workloads/${workload}`, workload } : ofWay(way),
  verdict: severity,
  reason: ({ service }) =>
    `${service.name} is a Service of type NodePort in production: callers need the address of a node and a port above 30000.`,
  mend: () =>
    'Name what makes load balancers in `target.loadBalancers`, or an entrance that exists in `target.entrances`.',
  kept: (_, { topology }) =>
    topology.target.environment === 'production'
      ? 'No Service is of type NodePort.'
      : `The environment is ${topology.target.environment}.`,
  source: 'kubernetes.io/docs/concepts/services-networking/service',
})

const networks = row({
  id: 'networks',
  when: (limit: LimitOf<'networks'>, { open, topology }) => {
    const strangerOf = strangers(limit, topology)
    return open.flatMap((way) => {
      const told = way.clients.flatMap((client) => strangerOf(client) ?? [])
      return told.length === 0 ? [] : [{ way, told }]
    })
  },
  where: ({ way }) => ofWay(way),
  verdict: severity,
  reason: ({ way, told }, limit) => `${portOf(way)} is open to ${listed(told)}; allowed are ${allowedBy(limit)}.`,
  mend: () => 'Expose it to other clients, or let `cidrs` of these name allowed networks only.',
  kept: (limit) => `Only callers from allowed networks are let in: ${allowedBy(limit)}.`,
  source: 'the policy',
})

const allowedBy = ({ allowed, cidrs }: LimitOf<'networks'>): string =>
  [
    ...(allowed === undefined ? [] : [`clients of ${allowed.join(', ')}`]),
    ...(cidrs === undefined ? [] : [`addresses in ${listed(cidrs)}`]),
  ].join(', ')

/** A client and what is wrong with it; asked once for each, however many ways it comes by. */
function strangers({ allowed, cidrs }: LimitOf<'networks'>, { clients }: Topology) {
  const within = cidrs === undefined ? undefined : networksWithin(cidrs)
  const judge = (name: string): string | undefined => {
    const network = clients[name]?.network ?? (name === 'vpc' ? 'vpc' : 'internet')
    if (allowed !== undefined && !allowed.includes(network)) return `${name} (${network})`
    // Who is in the VPC already does not come from outside.
    if (within === undefined || network === 'vpc') return undefined
    const own = clients[name]?.cidrs ?? []
    if (own.length === 0) return `${name} (any address)`
    const outside = own.filter((cidr) => !within(cidr))
    return outside.length === 0 ? undefined : `${name} (${listed(outside)})`
  }
  const known = new Map<string, string | undefined>()
  return (name: string): string | undefined => {
    if (!known.has(name)) known.set(name, judge(name))
    return known.get(name)
  }
}

export const RULES_FOR_WAYS: readonly PolicyRule[] = [
  databasePublic,
  adminPortPublic,
  publicWithoutTls,
  loadBalancerWithoutReason,
  nodePortInProduction,
  networks,
]

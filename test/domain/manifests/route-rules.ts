// What an API server or a controller refuses in an Ingress, a Gateway, its routes or a ReferenceGrant: Gateway API v1.6 CRDs,
// kubernetes/kubernetes pkg/apis/networking/validation. Objects in, sentences out; none means it is taken and leads somewhere.
import {
  DNS_1035_LABEL,
  duplicates,
  isHost,
  isPath,
  isSubdomain,
  type Listed,
  listOf,
  textsOf,
  type Values,
  valuesOf,
} from './objects.ts'

type Refuse = (condition: boolean, says: string) => void
const refusing =
  (broken: string[], { kind, name }: Listed): Refuse =>
  (condition, says) =>
    void (condition && broken.push(`${kind} ${name}: ${says}`))

function hasPort(
  all: readonly Listed[],
  namespace: string,
  service: unknown,
  port: unknown,
  protocol = 'TCP',
): boolean {
  const found = all.find((one) => one.kind === 'Service' && one.namespace === namespace && one.name === service)
  return (
    found !== undefined &&
    found.spec.clusterIP !== 'None' &&
    found.spec.type !== 'ExternalName' &&
    listOf(found.spec.ports).some((one) => one.port === port && one.protocol === protocol)
  )
}

export function brokenByIngress(ingress: Listed, all: readonly Listed[]): string[] {
  const broken: string[] = []
  const refuse = refusing(broken, ingress)
  const { spec, namespace, metadata } = ingress
  const byAnnotation = 'kubernetes.io/ingress.class' in valuesOf(metadata.annotations)
  refuse(!isSubdomain(ingress.name), 'no DNS-1123 subdomain')
  refuse((spec.ingressClassName !== undefined) === byAnnotation, 'a class by field or by annotation, one of them')
  refuse(
    spec.ingressClassName !== undefined && !isSubdomain(String(spec.ingressClassName)),
    `class ${spec.ingressClassName}`,
  )
  const rules = listOf(spec.rules)
  refuse(rules.length === 0 && !('defaultBackend' in spec), 'neither rules nor a default backend')
  for (const rule of rules) {
    refuse(rule.host !== undefined && !isHost(String(rule.host)), `host ${rule.host}`)
    const paths = listOf(valuesOf(rule.http).paths)
    refuse(paths.length === 0, 'no paths')
    for (const path of paths) {
      refuse(
        !['Exact', 'Prefix', 'ImplementationSpecific'].includes(String(path.pathType)),
        `pathType ${path.pathType}`,
      )
      refuse(!isPath(path.path), `path ${path.path}`)
      const { name, port } = valuesOf(valuesOf(path.backend).service)
      refuse(
        !hasPort(all, namespace, name, valuesOf(port).number),
        `no Service ${name} with port ${valuesOf(port).number} beside it`,
      )
    }
  }
  const answered = rules.flatMap((rule) => listOf(valuesOf(rule.http).paths).map((path) => `${rule.host} ${path.path}`))
  refuse(duplicates(answered).length > 0, `${duplicates(answered)} twice`)
  for (const tls of listOf(spec.tls)) {
    for (const host of textsOf(tls.hosts)) refuse(!isHost(host), `TLS host ${host}`)
    refuse(tls.secretName !== undefined && !isSubdomain(String(tls.secretName)), `Secret ${tls.secretName}`)
  }
  return broken
}

export function brokenByGateway(gateway: Listed, all: readonly Listed[]): string[] {
  const broken: string[] = []
  const refuse = refusing(broken, gateway)
  const { name, namespace, spec } = gateway
  // Implementations name a Service after it and its class: 63 characters together.
  refuse(name.length > 46 || !DNS_1035_LABEL.test(name), 'no short DNS-1035 label')
  const sets = all.filter(
    (one) => one.kind === 'ListenerSet' && one.namespace === namespace && valuesOf(one.spec.parentRef).name === name,
  )
  const from = valuesOf(valuesOf(spec.allowedListeners).namespaces).from ?? 'None'
  refuse(sets.length > 0 && from !== 'Same', 'its ListenerSets are not allowed')
  refuse(sets.length === 0 && from !== 'None', 'ListenerSets are allowed and none is there')
  const listeners = [gateway, ...sets].flatMap((one) => listOf(one.spec.listeners))
  const keys = listeners.map(({ port, protocol, hostname }) => `${port} ${protocol} ${hostname ?? '*'}`)
  refuse(duplicates(keys).length > 0, `listener on ${duplicates(keys)} twice`)
  const protocols = [
    ...new Set(listeners.map(({ port, protocol }) => `${port}${protocol === 'UDP' ? '/UDP' : ''} ${protocol}`)),
  ].map((key) => key.split(' ')[0] ?? '')
  refuse(duplicates(protocols).length > 0, `two protocols on port ${duplicates(protocols)}`)
  refuse(
    Object.keys(valuesOf(valuesOf(spec.infrastructure).annotations)).length > 16,
    'more than 16 infrastructure annotations',
  )
  refuse(listOf(spec.addresses).length > 16, 'more than 16 addresses')
  // What an object of the cloud's own kind says of certificates is not in the listeners.
  const elsewhere = namesParameters(gateway, all)
  return [...broken, ...[gateway, ...sets].flatMap((one) => brokenByListeners(one, elsewhere, all))]
}

/** Its Gateway is there; the rest is looked at with the Gateway. */
export function brokenByListenerSet(set: Listed, all: readonly Listed[]): string[] {
  const { name, kind } = valuesOf(set.spec.parentRef)
  const there = all.some((one) => one.kind === kind && one.namespace === set.namespace && one.name === name)
  return kind === 'Gateway' && there ? [] : [`ListenerSet ${set.name}: no Gateway ${name}`]
}

function brokenByListeners(holder: Listed, elsewhere: boolean, all: readonly Listed[]): string[] {
  const broken: string[] = []
  const refuse = refusing(broken, holder)
  const { kind, namespace, spec } = holder
  const listeners = listOf(spec.listeners)
  refuse(listeners.length < 1 || listeners.length > 64, `${listeners.length} listeners`)
  const names = listeners.map((listener) => String(listener.name))
  refuse(duplicates(names).length > 0, `listener ${duplicates(names)} twice`)
  for (const listener of listeners) {
    refuse(!isSubdomain(String(listener.name)), `listener name ${listener.name}`)
    refuse(listener.hostname !== undefined && !isHost(String(listener.hostname)), `hostname ${listener.hostname}`)
    const tls = valuesOf(listener.tls)
    const certificates = listOf(tls.certificateRefs)
    const byPort = listener.protocol === 'TCP' || listener.protocol === 'UDP'
    refuse(byPort && 'hostname' in listener, `hostname on ${listener.protocol}`)
    if (byPort || listener.protocol === 'HTTP') refuse('tls' in listener, `tls on ${listener.protocol}`)
    else if (!elsewhere || 'tls' in listener)
      refuse(
        tls.mode !== 'Terminate' || certificates.length < 1 || certificates.length > 64,
        'HTTPS without a certificate',
      )
    for (const certificate of certificates) {
      refuse(!isSubdomain(String(certificate.name)), `Secret ${certificate.name}`)
      const abroad = certificate.namespace !== undefined && certificate.namespace !== namespace
      refuse(
        abroad && !isGranted(certificate, kind, namespace, all),
        `Secret ${certificate.namespace}/${certificate.name} is not granted`,
      )
    }
  }
  return broken
}

const namesParameters = ({ namespace, spec }: Listed, all: readonly Listed[]): boolean => {
  const { group, kind, name } = valuesOf(valuesOf(spec.infrastructure).parametersRef)
  return all.some(
    (one) =>
      one.kind === kind &&
      one.name === name &&
      one.namespace === namespace &&
      String(one.object.apiVersion).startsWith(`${group}/`),
  )
}

const isGranted = (secret: Values, holder: string, namespaceOfHolder: string, all: readonly Listed[]): boolean =>
  all.some(
    ({ kind, namespace, spec }) =>
      kind === 'ReferenceGrant' &&
      namespace === secret.namespace &&
      listOf(spec.from).some((from) => from.kind === holder && from.namespace === namespaceOfHolder) &&
      listOf(spec.to).some((to) => to.kind === 'Secret' && to.name === secret.name),
  )

export function brokenByReferenceGrant(grant: Listed): string[] {
  const broken: string[] = []
  const refuse = refusing(broken, grant)
  for (const field of ['from', 'to']) {
    const count = listOf(grant.spec[field]).length
    refuse(count < 1 || count > 16, `${count} in ${field}`)
  }
  return broken
}

const HOSTNAMES_AT_MOST: Readonly<Record<string, number>> = { HTTPRoute: 16, GRPCRoute: 16, TLSRoute: 1024 }

/** Protocols of the listeners that take them; one of each port is all there is to go by. */
const BY_PORT: Readonly<Record<string, readonly string[]>> = { TCPRoute: ['TCP'], UDPRoute: ['UDP'] }

/** `known` are the Gateways that exist without being written here, as "namespace/name". */
export function brokenByRoute(route: Listed, all: readonly Listed[], known: ReadonlySet<string>): string[] {
  const broken: string[] = []
  const refuse = refusing(broken, route)
  const { kind, namespace, spec } = route
  const hostnames = textsOf(spec.hostnames)
  const rules = listOf(spec.rules)
  const parents = listOf(spec.parentRefs)
  refuse(!isSubdomain(route.name), 'no DNS-1123 subdomain')
  refuse(parents.length < 1 || parents.length > 32, `${parents.length} parents`)
  refuse(duplicates(parents.map((parent) => JSON.stringify(parent))).length > 0, 'the same parent twice')
  refuse(hostnames.length > (HOSTNAMES_AT_MOST[kind] ?? 0), `${hostnames.length} hostnames`)
  for (const host of hostnames) refuse(!isHost(host), `hostname ${host}`)
  for (const says of brokenByRules(kind, hostnames, rules)) refuse(true, says)
  for (const backend of rules.flatMap((rule) => listOf(rule.backendRefs)))
    refuse(
      !hasPort(all, namespace, backend.name, backend.port, kind === 'UDPRoute' ? 'UDP' : 'TCP'),
      `no Service ${backend.name} with port ${backend.port} beside it`,
    )
  refuse(kind in BY_PORT && rules.flatMap((rule) => listOf(rule.backendRefs)).length !== 1, 'not one backend')
  for (const parent of parents) {
    const rival = kind === 'GRPCRoute' ? rivalOf(route, parent, all, known) : undefined
    refuse(rival !== undefined, `HTTPRoute ${rival?.name} answers one of its hosts on the same listener`)
    if (known.has(`${parent.namespace}/${parent.name}`)) continue
    // Only a Gateway somebody else writes may have listeners that pass TLS on.
    refuse(kind === 'TLSRoute', `${parent.name} has no listener that passes TLS on`)
    const holder = holderOf(parent, all)
    refuse(holder === undefined, `no ${parent.kind ?? 'Gateway'} ${parent.namespace}/${parent.name}`)
    const attached = listenersFor(route, parent, holder)
    refuse(holder !== undefined && attached.length === 0, `no listener of ${parent.name} takes it`)
    refuse(kind in BY_PORT && attached.length !== 1, 'more than one listener')
    const beside = all.filter(
      (other) =>
        other.kind === kind &&
        listOf(other.spec.parentRefs).some((there) => JSON.stringify(there) === JSON.stringify(parent)),
    )
    refuse(kind in BY_PORT && beside.length !== 1, 'another on its listener, where nothing tells them apart')
  }
  return broken
}

function brokenByRules(kind: string, hostnames: readonly string[], rules: readonly Values[]): string[] {
  const matches = rules.map((rule) => listOf(rule.matches))
  if (kind !== 'HTTPRoute') {
    const says = rules.length === 1 && matches.flat().length === 0 ? [] : ['more than one rule without a match']
    return kind === 'TLSRoute' && hostnames.length === 0 ? [...says, 'no hostname to tell connections by'] : says
  }
  const bad = matches.flat().filter((match) => !isPath(valuesOf(match.path).value))
  return [
    ...(rules.length < 1 || rules.length > 16 ? [`${rules.length} rules`] : []),
    ...(matches.some((some) => some.length === 0) ? ['a rule without matches'] : []),
    ...(matches.some((some) => some.length > 64) ? ['more than 64 matches in a rule'] : []),
    ...(matches.flat().length > 128 ? ['more than 128 matches'] : []),
    ...bad.map((match) => `path ${valuesOf(match.path).value}`),
  ]
}

const holderOf = ({ kind = 'Gateway', namespace, name }: Values, all: readonly Listed[]): Listed | undefined =>
  all.find((one) => one.kind === kind && one.namespace === namespace && one.name === name)

const listenersFor = (route: Listed, parent: Values, holder: Listed | undefined): Values[] => {
  const hostnames = textsOf(route.spec.hostnames)
  const protocols = BY_PORT[route.kind] ?? ['HTTP', 'HTTPS']
  return listOf(holder?.spec.listeners).filter(
    (listener) =>
      protocols.includes(String(listener.protocol)) &&
      (parent.sectionName === undefined || parent.sectionName === listener.name) &&
      (listener.hostname === undefined || hostnames.length === 0 || hostnames.includes(String(listener.hostname))) &&
      isAllowed(route.namespace, holder, listener),
  )
}

/** Of an HTTPRoute and a GRPCRoute whose hostnames meet on one listener, one is not accepted (Gateway API v1.6 GRPCRoute). */
function rivalOf(route: Listed, parent: Values, all: readonly Listed[], known: ReadonlySet<string>) {
  const exists = known.has(`${parent.namespace}/${parent.name}`)
  const own = listenersFor(route, parent, holderOf(parent, all)).map(({ name }) => name)
  return all.find(
    (other) =>
      other.kind === 'HTTPRoute' &&
      hostsMeet(textsOf(route.spec.hostnames), textsOf(other.spec.hostnames)) &&
      listOf(other.spec.parentRefs).some(
        (there) =>
          there.kind === parent.kind &&
          there.namespace === parent.namespace &&
          there.name === parent.name &&
          (exists || listenersFor(other, there, holderOf(there, all)).some(({ name }) => own.includes(name))),
      ),
  )
}

const hostsMeet = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === 0 ||
  others.length === 0 ||
  some.some((one) => others.some((other) => one === other || isUnder(one, other) || isUnder(other, one)))

const isUnder = (host: string, wildcard: string): boolean =>
  wildcard.startsWith('*.') && host.endsWith(wildcard.slice(1)) && host.length >= wildcard.length

function isAllowed(namespace: string, holder: Listed | undefined, listener: Values): boolean {
  const { from, selector } = valuesOf(valuesOf(listener.allowedRoutes).namespaces)
  if (from === 'Same') return namespace === holder?.namespace
  return listOf(valuesOf(selector).matchExpressions).some((one) => textsOf(one.values).includes(namespace))
}

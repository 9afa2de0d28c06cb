// Ingresses → ways in of the workloads behind them, one for each host with its paths. What only one controller can do is not carried over
// and said.
import type { ExposureInput } from '../../../domain/topology/input.ts'
import type { Ground } from '../../notes.ts'
import type { IngressFacts, IngressRoute } from '../facts/ingresses.ts'
import type { ServiceFacts } from '../facts/services.ts'
import { textOf } from '../read/fields.ts'
import { type Answered, hostFrom, pathFrom } from './answered.ts'
import { behindEntrance } from './behind.ts'
import { type Building, balancerOf, type Side, sideOfIngress, whoReaches } from './building.ts'
import { type Draft, expose, placeOf } from './draft.ts'
import { tlsOf } from './from-services.ts'
import type { DraftPort } from './ports.ts'

const NGINX = 'nginx.ingress.kubernetes.io/'

/** The Services that Ingresses lead to. */
export const backendsOf = (cluster: Building['cluster'], ingresses: readonly IngressFacts[]): ServiceFacts[] =>
  ingresses.flatMap(({ object, routes }) =>
    routes.flatMap(({ backend }) =>
      backend === undefined ? [] : (cluster.service(object.namespace, backend.service) ?? []),
    ),
  )

export function exposeIngresses(building: Building, answered: Answered): void {
  for (const facts of building.ingresses) {
    const { object } = facts
    if (object.annotations[`${NGINX}canary`] === 'true') {
      building.notes.find(placeOf(object), {
        code: 'CANARY_NOT_CARRIED_OVER',
        severity: 'info',
        path: '',
        message: `Ingress ${object.namespace}/${object.name} sends a part of the traffic to a second version: a topology has no such shares, so the first version gets all of it.`,
      })
      continue
    }
    const side = sideOfIngress(facts, building)
    for (const together of byHostAndBackend(facts.routes)) exposeTogether(facts, together, side, building, answered)
  }
}

type Found = { draft: Draft; port: DraftPort }

/** Routes of one host to one port are one way in with several paths. */
function byHostAndBackend(routes: readonly IngressRoute[]): IngressRoute[][] {
  const together = new Map<string, IngressRoute[]>()
  for (const route of routes) {
    const key = [route.host ?? '', route.backend?.service ?? '', String(route.backend?.port ?? '')].join('\n')
    const there = together.get(key)
    if (there === undefined) together.set(key, [route])
    else there.push(route)
  }
  return [...together.values()]
}

function exposeTogether(
  facts: IngressFacts,
  routes: readonly IngressRoute[],
  side: Side,
  building: Building,
  answered: Answered,
): void {
  const { object, said } = facts
  const [first] = routes
  const found = first === undefined ? undefined : portBehind(facts, first, building)
  if (first === undefined || found === undefined) return
  const { notes, clients } = building
  const passed = object.annotations[`${NGINX}ssl-passthrough`] === 'true'
  behindEntrance(found.port, object.annotations[`${NGINX}backend-protocol`])
  const ranges = [...(said.sourceRanges ?? []), ...rangesOf(facts)]
  const to = clients.of(side.scheme, ranges, object.name, placeOf(object, '/metadata/annotations'))
  const host = hostFrom(first.host)
  const ended = !passed && (first.tls !== undefined || said.tls !== undefined)
  const listen = ended || passed ? 443 : 80
  const kept = routes.flatMap((route) => {
    const path = pathFrom(route.path, route.pathType)
    sayLoss(facts, route, path.lost, building)
    const taken = answered.take(
      {
        side: side.scheme,
        listen,
        host: host.value ?? unnamed(facts, host.lost),
        path: passed ? undefined : path.value,
      },
      `Ingress ${object.namespace}/${object.name}`,
      `${found.draft.path} ${found.port.name}`,
    )
    if (taken !== undefined && !taken.same) sayClash(facts, route, taken.by, found.draft, building)
    return taken === undefined ? [path.value] : []
  })
  if (kept.length === 0) return
  const paths = kept.flatMap((path) => path ?? [])
  const wholeHost = passed || paths.length < kept.length
  const exposure: ExposureInput = {
    port: found.port.name,
    to,
    ...(host.value === undefined ? {} : { hosts: [host.value] }),
    ...(wholeHost ? {} : { paths }),
    ...(passed
      ? { tls: { mode: 'passthrough' as const } }
      : ended
        ? { tls: endedBy(facts, first) }
        : { tls: { mode: 'none' as const } }),
    ...stickyOf(facts, passed),
    ...(said.staticIP === undefined ? {} : { staticIP: [...said.staticIP] }),
    ...(said.idleTimeoutSeconds === undefined ? {} : { idleTimeoutSeconds: said.idleTimeoutSeconds }),
  }
  expose(
    found.draft,
    notes,
    exposure,
    placeOf(object, first.at),
    { rule: 'ingress-route', confidence: 1 },
    {
      to: whoComes(facts, side, to),
      ...(host.lost === undefined ? {} : { hosts: hostToFill(facts, first) }),
    },
  )
}

/** Hosts to be filled in differ, whatever they will be. */
const unnamed = ({ object }: IngressFacts, lost: string | undefined): string | undefined =>
  lost === undefined ? undefined : `? ${object.namespace}/${object.name}`

const endedBy = ({ said }: IngressFacts, { tls }: IngressRoute): NonNullable<ExposureInput['tls']> => ({
  ...tlsOf(said),
  ...(tls?.secret === undefined ? {} : { secret: tls.secret }),
})

function stickyOf({ said, object: { annotations } }: IngressFacts, passed: boolean): Pick<ExposureInput, 'sticky'> {
  if (passed) return {}
  if (said.sticky !== undefined) return { sticky: said.sticky }
  if (annotations[`${NGINX}affinity`] !== 'cookie') return {}
  const age = Number(annotations[`${NGINX}session-cookie-max-age`] ?? 86_400)
  return { sticky: { by: 'cookie', ttlSeconds: Number.isInteger(age) ? Math.min(Math.max(age, 1), 86_400) : 86_400 } }
}

const rangesOf = ({ object: { annotations } }: IngressFacts): string[] =>
  (annotations[`${NGINX}whitelist-source-range`] ?? annotations[`${NGINX}allowlist-source-range`] ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)

function portBehind({ object }: IngressFacts, { backend }: IngressRoute, building: Building): Found | undefined {
  if (backend === undefined) return undefined
  const service = building.cluster.service(object.namespace, backend.service)
  const draft = service === undefined ? undefined : building.drafts.ofService(service)
  const facts = service?.ports.find(({ name, port }) =>
    backend.port === undefined ? service.ports.length === 1 : backend.port === port || backend.port === name,
  )
  return draft === undefined || facts === undefined ? undefined : { draft, port: draft.ports.of(facts) }
}

const whoComes = ({ object }: IngressFacts, side: Side, to: string): Ground =>
  whoReaches(side.asked === undefined ? `Ingress ${object.namespace}/${object.name}` : balancerOf(side.asked), side, to)

const hostToFill = ({ object }: IngressFacts, { at }: IngressRoute): Ground => ({
  rule: 'host-to-fill-in',
  confidence: 0.3,
  asks: {
    text: `Which host does Ingress ${object.namespace}/${object.name} answer to at ${at}? What stands there is no DNS name.`,
    assumed: [],
  },
})

function sayLoss({ object }: IngressFacts, { at }: IngressRoute, lost: string | undefined, { notes }: Building): void {
  if (lost !== 'pattern' && lost !== 'exact') return
  const what = lost === 'pattern' ? 'a pattern' : 'one exact path'
  notes.findOnce(placeOf(object), {
    code: lost === 'pattern' ? 'PATH_PATTERN_WIDENED' : 'EXACT_PATH_WIDENED',
    severity: lost === 'pattern' ? 'warning' : 'info',
    path: '',
    message: `Ingress ${object.namespace}/${object.name} routes ${what} at ${at}/path, if not more: the topology has the prefix it begins with, which matches more${textOf(object.annotations[`${NGINX}rewrite-target`]) === undefined ? '' : ', and nothing is rewritten'}.`,
  })
}

function sayClash({ object }: IngressFacts, { at }: IngressRoute, by: string, draft: Draft, { notes }: Building): void {
  notes.find(placeOf(object), {
    code: 'HOST_AND_PATH_CLASH',
    severity: 'warning',
    path: draft.path,
    message: `Ingress ${object.namespace}/${object.name} asks at ${at} for a host and path that ${by} already leads elsewhere: only one of them is ever answered.`,
    fix: 'Give one of them another host or path, or remove it.',
  })
}

// The same host and path twice behind one entrance: accepted by the API server, and one of the two is never reached.
// Which one, an Ingress controller decides for itself; Gateway API keeps the oldest route.
import type { HttpMatch } from '../gateway/http-route.ts'
import { CLASS_ANNOTATION, type Ingress } from '../routing/ingress.ts'
import type { ObjectSet } from './object-set.ts'

/**
 * Which entrance an Ingress ends up in, or on which of its listeners. Controllers differ: some give each Ingress a load balancer of
 * its own, some let it say what it listens on.
 */
export type EntranceOf = (ingress: Ingress) => string | readonly string[]

/** All Ingresses of a class share one entrance. */
export const byClass: EntranceOf = ({ metadata, spec }) =>
  spec.ingressClassName ?? metadata.annotations?.[CLASS_ANNOTATION] ?? ''

// A canary is a second Ingress for the same host and path on purpose (kubernetes/ingress-nginx docs, annotations).
const CANARY = 'nginx.ingress.kubernetes.io/canary'

export function checkIngressClashes(set: ObjectSet, entranceOf: EntranceOf): void {
  const taken = new Map<string, string>()
  for (const { value, namespace, name, say } of set.of('Ingress')) {
    if (value.metadata.annotations?.[CANARY] === 'true') continue
    const entrances = [entranceOf(value)].flat()
    value.spec.rules?.forEach(({ host = '', http }, index) => {
      http?.paths.forEach(({ path = '/', pathType }, place) => {
        const shown = `${host === '' ? '*' : host.toLowerCase()}${path}`
        const match = [host.toLowerCase(), pathType, pathType === 'Prefix' ? trimmed(path) : path].join('\n')
        const keys = entrances.map((entrance) => `${entrance}\n${match}`)
        const other = keys.map((key) => taken.get(key)).find((owner) => owner !== undefined)
        for (const key of keys) if (!taken.has(key)) taken.set(key, `${namespace}/${name}`)
        if (other !== undefined) {
          say.warning(
            `/spec/rules/${index}/http/paths/${place}`,
            'DUPLICATE_ROUTE',
            `${shown.slice(0, 120)} is also a path of Ingress ${other.slice(0, 100)}; the controller decides which of them answers`,
          )
        }
      })
    })
  }
}

const trimmed = (path: string): string => (path.length > 1 ? path.replace(/\/$/, '') : path)

// A route may name 32 parents, 16 hosts and 128 matches: 65,536 places each. Past this many in all, the rest is not compared.
const PLACES_AT_MOST = 100_000

export function checkHttpRouteClashes(set: ObjectSet): void {
  const taken = new Map<string, string>()
  for (const { value, namespace, name, say } of set.of('HTTPRoute')) {
    const { parentRefs = [], hostnames = [''], rules = [] } = value.spec
    const parents = new Set(
      parentRefs.map((ref) =>
        [ref.kind ?? 'Gateway', ref.namespace ?? namespace, ref.name, ref.sectionName ?? '', ref.port ?? ''].join(' '),
      ),
    )
    rules.forEach(({ matches = [{}] }, index) => {
      matches.forEach((match, place) => {
        const signature = signatureOf(match)
        let told = false
        for (const parent of parents) {
          for (const host of new Set(hostnames)) {
            if (taken.size >= PLACES_AT_MOST) return
            const key = `${parent}\n${host}\n${signature}`
            const other = taken.get(key)
            if (other === undefined) taken.set(key, `${namespace}/${name}`)
            else if (!told) {
              told = true
              say.warning(
                `/spec/rules/${index}/matches/${place}`,
                'DUPLICATE_ROUTE',
                `${host === '' ? 'any host' : host} with this match is also routed by HTTPRoute ${other.slice(0, 130)}; the older of them answers`,
              )
            }
          }
        }
      })
    })
  }
}

function signatureOf({ path, method, headers = [], queryParams = [] }: HttpMatch): string {
  const { type = 'PathPrefix', value = '/' } = path ?? {}
  const sorted = (items: readonly { name: string; type?: string | undefined; value: string }[]) =>
    items.map((item) => `${item.name.toLowerCase()} ${item.type ?? 'Exact'} ${item.value}`).sort()
  return JSON.stringify([
    type,
    type === 'PathPrefix' ? trimmed(value) : value,
    method ?? '',
    sorted(headers),
    sorted(queryParams),
  ])
}

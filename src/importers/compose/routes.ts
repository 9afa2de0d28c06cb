// Labels and variables that say under which hosts a service is found: those of Traefik, of caddy-docker-proxy and nginx-proxy, and
// of kompose. Each becomes the same few words.
import { type Node, type Place, textOf } from '../tree/node.ts'
import { type ComposeService, label } from './service.ts'

export type RouteHint = {
  hosts: string[]
  paths: string[]
  /** The container's port, where it says. */
  number?: number
  /** Ended before the workload. */
  isTls: boolean
  secret?: string
  from: Place
  rule: string
  /** A rule of which a part is not taken over. */
  isPartial?: boolean
}

export function routeHints(service: ComposeService): RouteHint[] {
  return [...traefikHints(service), ...caddyHints(service), ...nginxHints(service), ...komposeHints(service)]
}

const LABELS_AT_MOST = 500
const ROUTER = /^traefik\.http\.routers\.([\w-]{1,100})\.(rule|tls(?:\..*)?|entrypoints|service)$/i

function traefikHints(service: ComposeService): RouteHint[] {
  if (label(service, 'traefik.enable')?.text.toLowerCase() === 'false') return []
  const routers = new Map<string, { rule?: Node; isTls: boolean }>()
  for (const [key, node] of [...service.labels].slice(0, LABELS_AT_MOST)) {
    const [, name, field = ''] = ROUTER.exec(key) ?? []
    if (name === undefined) continue
    const router = routers.get(name) ?? { isTls: false }
    routers.set(name, router)
    const text = textOf(node) ?? ''
    if (field === 'rule') router.rule = node
    else if (field === 'tls') router.isTls ||= !/^false$/i.test(text)
    else if (field.startsWith('tls.')) router.isTls = true
    else if (field === 'entrypoints') router.isTls ||= /secure|443|https/i.test(text)
  }
  const number = traefikPort(service)
  return [...routers.values()].flatMap(({ rule, isTls }) => {
    if (rule === undefined) return []
    const read = readRule(textOf(rule) ?? '')
    if (read.hosts.length === 0 && read.paths.length === 0) return []
    return [{ ...read, isTls, from: rule, rule: 'traefik-rule', ...(number === undefined ? {} : { number }) }]
  })
}

function traefikPort({ labels }: ComposeService): number | undefined {
  for (const [key, node] of [...labels].slice(0, LABELS_AT_MOST)) {
    if (/^traefik\.http\.services\.[\w-]{1,100}\.loadbalancer\.server\.port$/i.test(key)) return portOf(textOf(node))
  }
  return undefined
}

/** ``Host(`a`, `b`) && PathPrefix(`/c`)``: what is matched on besides is left out. */
function readRule(rule: string): { hosts: string[]; paths: string[]; isPartial?: boolean } {
  const text = rule.slice(0, 2000)
  const quoted = (inside: string) => [...inside.matchAll(/[`"']([^`"']*)[`"']/g)].map(([, word = '']) => word)
  const matchers = [...text.matchAll(/(!?)\s*\b([A-Za-z]+)\(([^()]*)\)/g)]
  const of = (names: RegExp) =>
    matchers
      .filter(([, not, name = '']) => not === '' && names.test(name))
      .flatMap(([, , , inside = '']) => quoted(inside))
  const isPartial = matchers.some(([, not, name = '']) => not !== '' || !/^(?:Host|Path|PathPrefix)$/.test(name))
  return { hosts: of(/^Host$/), paths: of(/^(?:Path|PathPrefix)$/), ...(isPartial ? { isPartial } : {}) }
}

/** `caddy: shop.example.com` and `caddy.reverse_proxy: "{{upstreams 8080}}"`. */
function caddyHints(service: ComposeService): RouteHint[] {
  const site = label(service, 'caddy')
  if (site === undefined) return []
  const upstreams = /\{\{\s*upstreams(?:\s+https?)?\s+(\d{1,5})\s*\}\}/.exec(
    label(service, 'caddy.reverse_proxy')?.text.slice(0, 200) ?? '',
  )
  const number = portOf(upstreams?.[1])
  const sites = site.text.slice(0, 1000).split(/[\s,]+/)
  const hosts = sites.map((text) => text.replace(/^https?:\/\//, '').replace(/[:/].*$/, ''))
  const isTls = !sites.every((text) => text.startsWith('http://'))
  return [
    { hosts, paths: [], isTls, from: site.from, rule: 'caddy-label', ...(number === undefined ? {} : { number }) },
  ]
}

/** `VIRTUAL_HOST`, with `VIRTUAL_PORT`, `VIRTUAL_PATH` and `LETSENCRYPT_HOST` beside it. */
function nginxHints({ variables }: ComposeService): RouteHint[] {
  const variable = (name: string) => variables.find((candidate) => candidate.name === name)
  const host = variable('VIRTUAL_HOST')
  if (host === undefined || host.value.trim() === '') return []
  const number = portOf(variable('VIRTUAL_PORT')?.value)
  const path = variable('VIRTUAL_PATH')?.value
  return [
    {
      hosts: host.value
        .slice(0, 1000)
        .split(/[\s,]+/)
        .map((text) => text.replace(/:.*$/, '')),
      paths: path === undefined || path === '/' ? [] : [path],
      isTls: variable('LETSENCRYPT_HOST') !== undefined,
      from: host.from,
      rule: 'virtual-host',
      ...(number === undefined ? {} : { number }),
    },
  ]
}

/** `kompose.service.expose`: "true", or hosts with perhaps a path each. */
function komposeHints(service: ComposeService): RouteHint[] {
  const expose = label(service, 'kompose.service.expose')
  if (expose === undefined || /^(?:false|)$/i.test(expose.text)) return []
  const secret = label(service, 'kompose.service.expose.tls-secret')?.text
  const sites = /^true$/i.test(expose.text) ? [''] : expose.text.slice(0, 1000).split(',')
  return sites.map((site) => {
    const [, host = '', path = ''] = /^([^/]*)(\/.*)?$/.exec(site.trim()) ?? []
    return {
      hosts: host === '' ? [] : [host],
      paths: path === '' || path === '/' ? [] : [path],
      isTls: secret !== undefined,
      ...(secret === undefined ? {} : { secret }),
      from: expose.from,
      rule: 'kompose-expose',
    }
  })
}

function portOf(text: string | undefined): number | undefined {
  const number = Number(text)
  return Number.isInteger(number) && number >= 1 && number <= 65_535 ? number : undefined
}

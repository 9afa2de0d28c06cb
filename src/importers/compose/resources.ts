// Limits and reservations → Kubernetes quantities. Compose counts `50M` in powers of 1024 (docker/go-units RAMInBytes), which
// Kubernetes writes `50Mi`.
import { exceeds } from '../../domain/topology/quantity.ts'
import type { Draft } from '../draft/draft.ts'
import { childOf, type Node, textOf } from '../tree/node.ts'
import type { ComposeService } from './service.ts'

const SUFFIXES: Readonly<Record<string, string>> = { '': '', b: '', k: 'Ki', m: 'Mi', g: 'Gi', t: 'Ti' }

/** `1.5g`, `512MB`, `1073741824` → `1.5Gi`, `512Mi`, `1073741824`. */
export function memoryQuantity(text: string): string | undefined {
  const [, number, unit = ''] = /^(\d{1,15}(?:\.\d{1,3})?)\s?([bkmgt]?)(?:i?b)?$/i.exec(text.trim()) ?? []
  const suffix = SUFFIXES[unit.toLowerCase()]
  if (number === undefined || suffix === undefined || (suffix === '' && number.includes('.'))) return undefined
  return Number(number) > 0 ? `${number}${suffix}` : undefined
}

/** `0.50` → `500m`. */
export function cpuQuantity(text: string): string | undefined {
  if (!/^\d{0,6}(?:\.\d{1,6})?$/.test(text) || !(Number(text) > 0)) return undefined
  const milli = Math.max(1, Math.round(Number(text) * 1000))
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`
}

const FIELDS = [
  ['limits', 'cpu', ['deploy', 'resources', 'limits', 'cpus'], 'cpus', cpuQuantity],
  ['limits', 'memory', ['deploy', 'resources', 'limits', 'memory'], 'mem_limit', memoryQuantity],
  ['requests', 'cpu', ['deploy', 'resources', 'reservations', 'cpus'], undefined, cpuQuantity],
  ['requests', 'memory', ['deploy', 'resources', 'reservations', 'memory'], 'mem_reservation', memoryQuantity],
] as const

type Quantity = { text: string; from: Node }

export function putResources(service: ComposeService, draft: Draft): void {
  const { node, name } = service
  const limits = new Map<string, string>()
  for (const [side, resource, path, older, quantityOf] of FIELDS) {
    const from = childOf(node, ...path) ?? (older === undefined ? undefined : childOf(node, older))
    const text = textOf(from)
    if (from === undefined || text === undefined || Number(text) === 0) continue
    const quantity = quantityOf(text)
    const problem = problemWith(quantity, limits.get(resource), side)
    if (quantity === undefined || problem !== undefined)
      refuse(service, `${side}/${resource}`, problem ?? '', { text, from }, draft)
    else {
      if (side === 'limits') limits.set(resource, quantity)
      draft.put(['workloads', name, 'resources', side, resource], quantity, {
        from,
        rule: 'deploy-resources',
        confidence: 1,
      })
    }
  }
}

function problemWith(quantity: string | undefined, limit: string | undefined, side: string): string | undefined {
  if (quantity === undefined) return 'it is no amount that Kubernetes knows'
  const isAbove = side === 'requests' && limit !== undefined && exceeds(quantity, limit)
  return isAbove ? `it is more than the limit, ${limit}` : undefined
}

function refuse({ name }: ComposeService, what: string, problem: string, { text, from }: Quantity, draft: Draft): void {
  draft.note({
    code: 'RESOURCE_NOT_READ',
    severity: 'warning',
    path: ['workloads', name],
    message: `${what} "${text.slice(0, 30)}" of ${name} is left out: ${problem}.`,
    fix: 'Write amounts as Compose documents them, such as cpus: "0.5" and memory: 512M, with reservations within the limits.',
    from,
  })
}

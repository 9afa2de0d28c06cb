// Smallest valid objects to vary, and what a validation says of one: its codes, each with the pointer it names.
import { describe, expect, it } from 'vitest'
import { type ObjectReport, validateObjects } from '../../../../src/domain/manifests/validation/index.ts'

export type Fields = Record<string, unknown>

export const service = (spec: Fields = {}, metadata: Fields = {}): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', ...metadata },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
})
export const loadBalancer = (spec: Fields = {}, annotations: Fields = {}): Fields =>
  service({ type: 'LoadBalancer', ...spec }, { annotations })

export const ingress = (spec: Fields = {}, metadata: Fields = {}): Fields => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', ...metadata },
  spec: { rules: [{ host: 'a.example.com', http: { paths: [path()] } }], ...spec },
})
export const path = (fields: Fields = {}): Fields => ({
  path: '/',
  pathType: 'Prefix',
  backend: { service: { name: 'web', port: { number: 80 } } },
  ...fields,
})

const GATEWAY = 'gateway.networking.k8s.io/v1'
const other =
  (apiVersion: string, kind: string) =>
  (spec: Fields, metadata: Fields = {}) => ({
    apiVersion,
    kind,
    metadata: { name: 'web', ...metadata },
    spec,
  })
export const listener = (fields: Fields = {}): Fields => ({ name: 'http', port: 80, protocol: 'HTTP', ...fields })
export const gateway = (spec: Fields = {}, metadata: Fields = {}): Fields =>
  other(GATEWAY, 'Gateway')({ gatewayClassName: 'any', listeners: [listener()], ...spec }, metadata)
export const httpRoute = (spec: Fields = {}, metadata: Fields = {}): Fields =>
  other(GATEWAY, 'HTTPRoute')({ parentRefs: [{ name: 'web' }], rules: [rule()], ...spec }, metadata)
export const rule = (fields: Fields = {}): Fields => ({ backendRefs: [{ name: 'web', port: 80 }], ...fields })
export const route = (kind: string, spec: Fields, metadata: Fields = {}): Fields =>
  other(GATEWAY, kind)({ parentRefs: [{ name: 'web' }], ...spec }, metadata)
export const gatewayObject = (kind: string, spec: Fields, metadata: Fields = {}): Fields =>
  other(GATEWAY, kind)(spec, metadata)

export const template = (spec: Fields = {}): Fields => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [container()], ...spec },
})
export const container = (fields: Fields = {}): Fields => ({ name: 'web', image: 'web:1', ...fields })
export const deployment = (spec: Fields = {}, metadata: Fields = {}): Fields =>
  other('apps/v1', 'Deployment')({ selector: { matchLabels: { app: 'web' } }, template: template(), ...spec }, metadata)
export const statefulSet = (spec: Fields = {}, metadata: Fields = {}): Fields =>
  other('apps/v1', 'StatefulSet')(
    { selector: { matchLabels: { app: 'web' } }, template: template(), ...spec },
    metadata,
  )
export const job = (spec: Fields = {}): Fields =>
  other('batch/v1', 'Job')({ template: template({ restartPolicy: 'Never' }), ...spec })
export const pod = (spec: Fields = {}, metadata: Fields = {}): Fields =>
  other('v1', 'Pod')({ containers: [container()], ...spec }, metadata)

export const reports = (objects: readonly unknown[], kubernetesVersion = '1.36'): ObjectReport[] =>
  validateObjects(objects, { kubernetesVersion })

/** Mistakes as "CODE /pointer", warnings as "warning CODE /pointer". */
export const said = ({ mistakes, warnings }: ObjectReport): string[] => [
  ...mistakes.map(({ code, pointer }) => `${code} ${pointer}`),
  ...warnings.map(({ code, pointer }) => `warning ${code} ${pointer}`),
]

/** What is said of one object alone. */
export function of(object: unknown, kubernetesVersion?: string): string[] {
  const [report] = reports([object], kubernetesVersion)
  return report === undefined ? [] : said(report)
}

/** A row: what it shows, the object, what is said of it, and the version it is for. */
export type Row = readonly [shows: string, object: unknown, expected: readonly string[], version?: string]

export function checkRows(about: string, rows: readonly Row[]): void {
  describe(about, () => {
    it.each(rows.map(([shows, object, expected, version]) => ({ shows, object, expected, version })))(
      '$shows',
      ({ object, expected, version }) => {
        expect(of(object, version)).toEqual(expected)
      },
    )
  })
}

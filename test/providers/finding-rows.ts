// The parts that rows of findings are made of: the smallest topology that earns one, and one beside it that does not.
import { expect, it } from 'vitest'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { draftOf, findingsOf } from '../domain/design/drafting.ts'

export type Workload = TopologyInput['workloads'][string]
export type Exposure = NonNullable<Workload['expose']>[number]
export type Target = TopologyInput['target']
export type Side = [target: Target, workload: Workload]
export type FindingRow = [code: string, earned: Side, near: Side]

const network = { network: 'partner' as const, cidrs: ['203.0.113.0/24'] }
const clients: TopologyInput['clients'] = {
  partner: network,
  site: network,
  four: network,
  six: { network: 'partner', cidrs: ['203.0.113.0/24', '2001:db8::/32'] },
}
const one = ([target, workload]: Side): TopologyInput => ({
  name: 'one',
  target,
  clients,
  workloads: { web: workload },
})

export function checkFindings(rows: readonly FindingRow[]): void {
  const codes = (side: Side) => findingsOf(draftOf(one(side))).map((line) => line.split(' ')[0])

  it.each(rows)('%s is earned, and only then', (code, earned, near) => {
    expect(codes(earned)).toContain(code)
    expect(codes(near)).not.toContain(code)
  })

  it('say a code, what is wrong as a sentence, and where; an error says how it is mended', () => {
    for (const [, earned] of rows) {
      for (const { code, message, path, severity, fix } of draftOf(one(earned)).findings) {
        expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/)
        expect(message, code).toMatch(/\.$/)
        expect(path, code).toMatch(/^\//)
        if (severity === 'error') expect(fix, code).toBeDefined()
      }
    }
  })
}

export const AWS: Target = { provider: 'aws', region: 'us-east-1' }
export const LEGACY: Target = { ...AWS, controller: 'aws-cloud-provider' }
export const GCP: Target = { provider: 'gcp', region: 'us-central1' }
export const AZURE: Target = { provider: 'azure', region: 'eastus' }
export const CELLAR: Target = { provider: 'bare-metal' }
export const METALLB: Target = { provider: 'bare-metal', loadBalancers: 'metallb' }
export const tls = { mode: 'terminate' as const }
/** HTTP with a host and TLS to be ended. */
export const web = (exposure: Partial<Exposure>, workload: Workload = {}): Workload => ({
  ports: { http: 80 },
  expose: [{ port: 'http', to: 'internet', host: 'web.example.com', tls, ...exposure }],
  ...workload,
})
/** TCP at layer 4. */
export const raw = (exposure: Partial<Exposure>, workload: Workload = {}): Workload => ({
  ports: { tcp: 9000 },
  expose: [{ port: 'tcp', to: 'internet', ...exposure }],
  ...workload,
})
export const udp = (workload: Workload = {}): Workload => ({
  ports: { game: { port: 7777, transport: 'UDP' }, http: 80 },
  expose: [{ port: 'game', to: 'internet' }],
  ...workload,
})
/** An entrance that exists. */
export const using = (target: Target, api: 'ingress' | 'gateway', name: string): Target => ({
  ...target,
  entrances: { there: { api, class: name, rulesInUse: 99 } },
})
export const with2 = (first: Partial<Exposure>, second: Partial<Exposure>): Workload => ({
  ports: { http: 80, grpc: 50_051 },
  expose: [
    { port: 'http', to: 'internet', host: 'a.example.com', tls, ...first },
    { port: 'grpc', to: 'internet', host: 'b.example.com', tls, ...second },
  ],
})
export const socket: Workload = { ports: { ws: 80 } }

// A topology and the rules of a policy go in, what the policy says comes out.
import { judge } from '../../../src/domain/policy/judge.ts'
import type { PolicyJudgement, PolicyResult } from '../../../src/domain/policy/judgement.ts'
import type { Policy } from '../../../src/domain/policy/policy.ts'
import type { Exposure } from '../../../src/domain/topology/index.ts'
import { draftOf } from '../design/drafting.ts'
import { TODAY } from '../reading.ts'

export const policyWith = (more: Pick<Policy, 'rules'> & Partial<Policy>): Policy => ({
  id: 'acme',
  version: '1',
  ...more,
})

export function judged(document: unknown, policy: Policy, today = TODAY): PolicyJudgement {
  const { topology, designs, chosen } = draftOf(document)
  return judge(policy, topology, designs[chosen], today)
}

export const resultsFor = (document: unknown, rules: Policy['rules']): PolicyResult[] =>
  judged(document, policyWith({ rules })).results

type Written = Omit<Partial<Exposure>, 'to' | 'tls'> & { to?: string | string[]; tls?: { mode: string }; host?: string }
type Ports = Record<string, number | { port: number; targetPort?: number; transport?: string; protocol?: string }>

const CLIENTS = {
  partner: { network: 'partner', cidrs: ['203.0.113.0/24'] },
  office: { network: 'office', cidrs: ['192.0.2.0/24'] },
  anywhere: { network: 'partner' },
}

/** One workload with one port, exposed once; `null` where it is not. */
export const exposing = (ports: Ports, exposure: Written | null, more: object = {}) => ({
  name: 'shop',
  owner: 'team-shop',
  target: { provider: 'aws', region: 'us-east-1' },
  clients: CLIENTS,
  workloads: {
    web: {
      ports,
      ...(exposure === null ? {} : { expose: [{ port: Object.keys(ports)[0], to: 'internet', ...exposure }] }),
    },
  },
  ...more,
})

// A NetworkPolicy: who may talk to the pods it selects, and whom they may talk to.
// Source: kubernetes/kubernetes pkg/apis/networking/validation/validation.go ValidateNetworkPolicy.
import { z } from 'zod'
import { topLevel } from '../metadata.ts'
import { isPortName, labelSelector, PORT_NAME } from '../names.ts'
import type { Circumstances, Say } from '../report.ts'
import { networkOf } from '../services/addresses.ts'
import { fields, intOrText, port, text, texts } from '../values.ts'
import { protocol } from '../workloads/containers.ts'

const policyPort = fields({ endPort: port, port: intOrText, protocol })
const peer = fields({
  ipBlock: fields({ cidr: text, except: texts }, 'cidr'),
  namespaceSelector: labelSelector,
  podSelector: labelSelector,
})
type Peer = z.infer<typeof peer>

export const networkPolicy = topLevel(
  {
    spec: fields({
      egress: z.array(fields({ ports: z.array(policyPort), to: z.array(peer) })),
      ingress: z.array(fields({ from: z.array(peer), ports: z.array(policyPort) })),
      podSelector: labelSelector,
      policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    }),
  },
  'spec',
)
export type NetworkPolicy = z.infer<typeof networkPolicy>

export function checkNetworkPolicy({ spec }: NetworkPolicy, say: Say, circumstances: Circumstances): void {
  const { ingress = [], egress = [], policyTypes } = spec
  const sides = [
    ...ingress.map(({ from, ports }, index) => ({ at: `/spec/ingress/${index}`, field: 'from', peers: from, ports })),
    ...egress.map(({ to, ports }, index) => ({ at: `/spec/egress/${index}`, field: 'to', peers: to, ports })),
  ]
  for (const { at, field, peers = [], ports = [] } of sides) {
    peers.forEach((one, index) => {
      checkPeer(one, `${at}/${field}/${index}`, say, circumstances)
    })
    ports.forEach((one, index) => {
      checkPort(one, `${at}/ports/${index}`, say)
    })
  }
  if (egress.length > 0 && policyTypes !== undefined && !policyTypes.includes('Egress')) {
    say.warning('/spec/egress', 'FIELD_WITHOUT_EFFECT', 'has no effect unless policyTypes names Egress')
  }
}

function checkPeer(
  { ipBlock, namespaceSelector, podSelector }: Peer,
  at: string,
  say: Say,
  context: Circumstances,
): void {
  const selects = namespaceSelector !== undefined || podSelector !== undefined
  if (ipBlock === undefined) {
    if (!selects && !context.unread(at))
      say.mistake(at, 'PEER_REQUIRED', 'must name a peer: ipBlock, podSelector or namespaceSelector')
    return
  }
  if (selects) say.mistake(at, 'ONE_PEER', 'must not have a selector beside `ipBlock`')
  const networks = [{ cidr: ipBlock.cidr, place: `${at}/ipBlock/cidr` }]
  ipBlock.except?.forEach((cidr, index) => {
    networks.push({ cidr, place: `${at}/ipBlock/except/${index}` })
  })
  for (const { cidr, place } of networks) {
    const { wrong, lax } = networkOf(cidr)
    if (wrong !== undefined) say.mistake(place, 'INVALID_CIDR', wrong)
    else if (lax !== undefined) (context.minor >= 36 ? say.mistake : say.warning)(place, 'CIDR_NOT_STRICT', lax)
  }
}

function checkPort({ port: wanted, endPort }: z.infer<typeof policyPort>, at: string, say: Say): void {
  if (typeof wanted === 'number' && (wanted < 1 || wanted > 65_535)) {
    say.mistake(`${at}/port`, 'INVALID_PORT', 'must be 1 to 65535, or the name of a port')
  } else if (typeof wanted === 'string' && !isPortName(wanted)) {
    say.mistake(`${at}/port`, 'INVALID_PORT', `must be 1 to 65535, or a name: ${PORT_NAME}`)
  }
  if (endPort === undefined) return
  if (typeof wanted !== 'number')
    say.mistake(`${at}/endPort`, 'END_PORT_WITHOUT_PORT', 'must not be set without a numeric `port`')
  else if (endPort < wanted) say.mistake(`${at}/endPort`, 'END_PORT_BEFORE_PORT', 'must not be below `port`')
}

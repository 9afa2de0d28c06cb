// What an API server refuses in a NetworkPolicy or a Namespace: kubernetes/kubernetes pkg/apis/networking/validation/validation.go,
// pkg/apis/core/validation. Objects in, sentences out; none means it is taken.
import {
  DNS_1123_LABEL,
  isLabelValue,
  isNetwork,
  isQualifiedName,
  type Listed,
  listOf,
  textsOf,
  type Values,
  valuesOf,
} from './objects.ts'

export function brokenByNetworkPolicy({ name, spec }: Listed): string[] {
  const broken: string[] = []
  const refuse = (condition: boolean, says: string) => void (condition && broken.push(`NetworkPolicy ${name}: ${says}`))
  const types = textsOf(spec.policyTypes)
  refuse(!('podSelector' in spec), 'no podSelector')
  refuse(types.length === 0 || types.some((type) => type !== 'Ingress' && type !== 'Egress'), `policyTypes ${types}`)
  refuse('ingress' in spec && !types.includes('Ingress'), 'ingress rules that hold for nothing')
  refuse('egress' in spec && !types.includes('Egress'), 'egress rules that hold for nothing')
  for (const says of brokenBySelector(valuesOf(spec.podSelector))) refuse(true, says)
  const rules = [
    ...listOf(spec.ingress).map((rule) => ({ ...rule, peers: rule.from })),
    ...listOf(spec.egress).map((rule) => ({ ...rule, peers: rule.to })),
  ]
  for (const rule of rules as Values[]) {
    for (const port of listOf(rule.ports)) {
      const number = Number(port.port)
      refuse(!['TCP', 'UDP', 'SCTP'].includes(String(port.protocol)), `protocol ${port.protocol}`)
      refuse(!(Number.isInteger(number) && number >= 1 && number <= 65_535), `port ${port.port}`)
      refuse('endPort' in port && Number(port.endPort) < number, `endPort ${port.endPort}`)
    }
    for (const peer of listOf(rule.peers)) for (const says of brokenByPeer(peer)) refuse(true, says)
  }
  return broken
}

function brokenByPeer(peer: Values): string[] {
  const broken: string[] = []
  const block = valuesOf(peer.ipBlock)
  const selectors = ['podSelector', 'namespaceSelector'].filter((field) => field in peer)
  if ('ipBlock' in peer === selectors.length > 0) broken.push('a peer is a block of addresses or pods, one of them')
  if ('ipBlock' in peer)
    broken.push(
      ...[String(block.cidr), ...textsOf(block.except)]
        .filter((cidr) => !isNetwork(cidr))
        .map((cidr) => `block ${cidr}`),
    )
  return [...broken, ...selectors.flatMap((field) => brokenBySelector(valuesOf(peer[field])))]
}

const brokenBySelector = (selector: Values): string[] =>
  Object.entries(valuesOf(selector.matchLabels))
    .filter(([key, value]) => !isQualifiedName(key) || !isLabelValue(value))
    .map(([key]) => `selector ${key}`)

export function brokenByNamespace({ name, metadata }: Listed): string[] {
  const broken: string[] = []
  if (name.length > 63 || !DNS_1123_LABEL.test(name)) broken.push(`Namespace ${name}: no DNS-1123 label`)
  if ('namespace' in metadata) broken.push(`Namespace ${name}: lies in a namespace`)
  return broken
}

// Services without pods of their own → what workloads call outside the cluster: a name (ExternalName), or addresses written by hand.
import type { TopologyInput } from '../../../domain/topology/index.ts'
import { Subdomain } from '../../../domain/topology/names.ts'
import { Address } from '../../../domain/topology/values.ts'
import type { Notes } from '../../notes.ts'
import type { Cluster } from '../facts/cluster.ts'
import type { ServiceFacts } from '../facts/services.ts'
import { placeOf } from './draft.ts'
import { labelFrom } from './groups.ts'

export type Externals = {
  inputs: NonNullable<TopologyInput['externals']>
  /** The name in the topology of a Service that is one. */
  nameOf: (service: ServiceFacts) => string | undefined
}

const TLS_PORTS = [443, 8443, 636, 5671, 8883]

/** `taken` are names that workloads have. */
export function externalsOf(cluster: Cluster, taken: ReadonlySet<string>, notes: Notes): Externals {
  const inputs: NonNullable<TopologyInput['externals']> = {}
  const names = new Map<ServiceFacts, string>()
  for (const service of cluster.services) {
    const external = externalOf(service, cluster)
    if (external === undefined) continue
    const used = (name: string) => taken.has(name) || Object.hasOwn(inputs, name)
    const wanted = [service.name, `${service.name}-${service.namespace}`, `${service.name}-external`].map(labelFrom)
    const name = wanted.find((one) => !used(one))
    if (name === undefined) continue
    inputs[name] = { ...external, namespace: service.namespace }
    names.set(service, name)
    const rule = external.host === undefined ? 'addresses-behind-service' : 'external-name'
    notes.from(`/externals/${name}`, placeOf(service.object, '/spec'), { rule, confidence: 1 })
    if (external.tls === true)
      notes.from(`/externals/${name}/tls`, placeOf(service.object, '/spec/ports/0'), {
        rule: 'tls-by-number',
        confidence: 0.8,
      })
  }
  return { inputs, nameOf: (service) => names.get(service) }
}

type ExternalInput = Externals['inputs'][string]

function externalOf(service: ServiceFacts, cluster: Cluster): ExternalInput | undefined {
  const { form, externalName, selector, ports } = service
  const [first] = ports
  const tls = first !== undefined && TLS_PORTS.includes(first.port) ? { tls: true } : {}
  if (form === 'ExternalName') {
    if (externalName === undefined || !Subdomain.safeParse(externalName).success || /^[0-9.]+$/.test(externalName))
      return undefined
    return { host: externalName, ...(first === undefined ? {} : { port: first.port }), ...tls }
  }
  const backing = cluster.backing(service)
  if (Object.keys(selector).length > 0 || backing === undefined) return undefined
  const addresses = backing.addresses.filter((address) => Address.safeParse(address).success)
  const port = first?.port ?? backing.ports[0]
  if (addresses.length === 0 || port === undefined) return undefined
  return { addresses: addresses.slice(0, 100), port, ...tls }
}

// Controllers of Ingresses, and Gateways of proxies, that are among the workloads → entrances that exist. A route on one costs no new balancer, and the one before the
// controller is paid for by its own Service, today as in a plan.
import type { TopologyInput } from '../../../domain/topology/index.ts'
import { type Building, sideOfIngress, sideOfService } from './building.ts'
import { placeOf } from './draft.ts'
import { labelFrom } from './groups.ts'

type TargetInput = TopologyInput['target']

/** What the caller says of entrances is all there is, if anything is said. */
export function withEntrances(target: TargetInput, building: Building): TargetInput {
  if (target.entrances !== undefined) return target
  const entrances: NonNullable<TargetInput['entrances']> = {}
  for (const facts of building.ingresses) {
    const { served, class: name, controller } = facts
    if (served.by !== 'cluster' || served.door === undefined || name === undefined) continue
    const key = labelFrom(name)
    if (Object.hasOwn(entrances, key)) continue
    const { scheme } = sideOfIngress(facts, building)
    const { namespace } = served.door
    entrances[key] = {
      api: 'ingress',
      class: name,
      scheme,
      namespace,
      ...(controller === undefined ? {} : { controller }),
    }
    building.notes.from(`/target/entrances/${key}`, placeOf(served.door.object), {
      rule: 'controller-in-cluster',
      confidence: 0.9,
    })
  }
  for (const facts of building.gateways) {
    const { object, door, class: name, made, controller } = facts
    if (made || door === undefined || door.form !== 'LoadBalancer') continue
    const { scheme } = sideOfService(door, building.saidBy(door), building.provider)
    const key = labelFrom(object.name)
    if (Object.hasOwn(entrances, key)) continue
    entrances[key] = {
      api: 'gateway',
      class: name,
      scheme,
      namespace: object.namespace,
      name: object.name,
      ...(controller === undefined ? {} : { controller }),
    }
    building.notes.from(`/target/entrances/${key}`, placeOf(object), { rule: 'gateway-in-cluster', confidence: 0.9 })
  }
  return Object.keys(entrances).length === 0 ? target : { ...target, entrances }
}

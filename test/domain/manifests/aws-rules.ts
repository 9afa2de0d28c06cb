// What the AWS Load Balancer Controller would say of its own kinds beside the rest: they lead to an object that is there.
import { type Listed, valuesOf } from './objects.ts'

/** The Gateway whose balancer it is for stands beside it and names it. */
export function brokenByLoadBalancerConfiguration({ name, namespace }: Listed, all: readonly Listed[]): string[] {
  const named = all.some(
    (one) =>
      one.kind === 'Gateway' &&
      one.namespace === namespace &&
      valuesOf(valuesOf(one.spec.infrastructure).parametersRef).name === name,
  )
  return named ? [] : [`LoadBalancerConfiguration ${name}: no Gateway beside it names it`]
}

/** Each is for one Service beside it, and no other is for the same. A ClusterIP Service has no node ports to be reached by. */
export function brokenByTargetGroupConfiguration({ name, namespace, spec }: Listed, all: readonly Listed[]): string[] {
  const wanted = valuesOf(spec.targetReference).name
  const isHere = (one: Listed, kind: string) => one.kind === kind && one.namespace === namespace
  const services = all.filter((one) => isHere(one, 'Service') && one.name === wanted)
  const others = all.filter(
    (one) => isHere(one, 'TargetGroupConfiguration') && valuesOf(one.spec.targetReference).name === wanted,
  )
  return [
    ...(services.length === 1 ? [] : [`TargetGroupConfiguration ${name}: no Service ${wanted} beside it`]),
    ...(others.length === 1 ? [] : [`TargetGroupConfiguration ${name}: two for ${wanted}`]),
    ...(valuesOf(spec.defaultConfiguration).targetType === 'ip'
      ? []
      : [`TargetGroupConfiguration ${name}: node ports`]),
  ]
}

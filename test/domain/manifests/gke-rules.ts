// When GKE's controllers find what a policy or a BackendConfig is for, and read it: GKE docs, configure-gateway-resources and
// ingress-configuration. Objects in, sentences out; none means it is found and the one of its kind.
import { type Listed, listOf, valuesOf } from './objects.ts'

const routesTo = (
  all: readonly Listed[],
  kind: 'HTTPRoute' | 'Ingress',
  namespace: string,
  service: unknown,
): boolean =>
  all
    .filter((one) => one.kind === kind && one.namespace === namespace)
    .flatMap(({ spec }) => listOf(spec.rules))
    .some((rule) =>
      kind === 'HTTPRoute'
        ? listOf(rule.backendRefs).some(({ name }) => name === service)
        : listOf(valuesOf(rule.http).paths).some(({ backend }) => valuesOf(valuesOf(backend).service).name === service),
    )

/** Other clouds have kinds of the same names. */
export const isGkeObject = ({ kind, object }: Listed): boolean =>
  ['HealthCheckPolicy', 'GCPBackendPolicy', 'BackendConfig'].includes(kind) &&
  /^(?:networking\.gke\.io|cloud\.google\.com)\//.test(String(object.apiVersion))

export function brokenByGkeObject(one: Listed, all: readonly Listed[]): string[] {
  const broken: string[] = []
  const refuse = (condition: boolean, says: string) =>
    void (condition && broken.push(`${one.kind} ${one.name}: ${says}`))
  const services = all.filter(({ kind, namespace }) => kind === 'Service' && namespace === one.namespace)
  if (one.kind === 'BackendConfig') {
    const readers = services.filter(({ metadata }) => {
      const named = valuesOf(metadata.annotations)['cloud.google.com/backend-config']
      return typeof named === 'string' && JSON.parse(named).default === one.name
    })
    refuse(readers.length !== 1, `${readers.length} Services beside it name it`)
    for (const { name } of readers) {
      refuse(!routesTo(all, 'Ingress', one.namespace, name), `no Ingress leads to ${name}`)
    }
    return broken
  }
  const { group, kind, name, namespace } = valuesOf(one.spec.targetRef)
  refuse(group !== '' || kind !== 'Service' || namespace !== undefined, 'not for a Service beside it')
  refuse(!services.some((service) => service.name === name), `no Service ${name} beside it`)
  refuse(!routesTo(all, 'HTTPRoute', one.namespace, name), `no HTTPRoute leads to ${name}`)
  const twins = all.filter(
    (other) =>
      other.kind === one.kind && other.namespace === one.namespace && valuesOf(other.spec.targetRef).name === name,
  )
  refuse(twins.length > 1, `one of ${twins.length} for ${name}`)
  return broken
}

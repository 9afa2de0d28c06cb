// A wildcard host that an Ingress and an HTTPRoute of one set both have, as when one takes the other's place: the route matches more.
import type { ObjectSet } from './object-set.ts'

/** One label for an Ingress (networking.k8s.io/v1 IngressRule), any number for Gateway API (HTTPRoute hostnames). */
export function checkWildcards(set: ObjectSet): void {
  const known = new Set(
    set.of('Ingress').flatMap(({ value }) => (value.spec.rules ?? []).flatMap(({ host }) => host?.toLowerCase() ?? [])),
  )
  for (const { value, say } of set.of('HTTPRoute')) {
    value.spec.hostnames?.forEach((host, index) => {
      if (!host.startsWith('*.') || !known.has(host.toLowerCase())) return
      say.warning(
        `/spec/hostnames/${index}`,
        'WILDCARD_MATCHES_DEEPER',
        `matches names of any depth, a.b${host.slice(1, 100)} among them; the Ingress with the same host matches one label only`,
      )
    })
  }
}

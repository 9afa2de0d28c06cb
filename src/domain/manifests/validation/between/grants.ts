// References across namespaces that only a ReferenceGrant in the target's namespace makes valid: backends and certificates.
// Source: gateway-api v1.6 apis/v1/referencegrant_types.go. The API server accepts them; without the grant they stay unresolved.
import type { ListenerSet } from '../gateway/gateway.ts'
import { GATEWAY_GROUP } from '../gateway/values.ts'
import type { RouteBackend } from './backends.ts'
import type { Entry, ObjectSet } from './object-set.ts'

type Reference = { group: string; kind: string; namespace: string; name: string }

export function checkGrants(set: ObjectSet, backends: readonly RouteBackend[]): void {
  const granted = grants(set)
  const check = (from: { kind: string; namespace: string; say: Entry['say'] }, to: Reference, at: string) => {
    if (to.namespace === from.namespace) return
    const way = `${GATEWAY_GROUP} ${from.kind} ${from.namespace} > ${to.namespace} ${to.group} ${to.kind}`
    if (granted.has(`${way} *`) || granted.has(`${way} ${to.name}`)) return
    from.say.warning(
      at,
      'REFERENCE_NOT_GRANTED',
      `no ReferenceGrant of the set in namespace ${to.namespace} lets a ${from.kind} of ${from.namespace} refer to its ${to.kind}s`,
    )
  }
  for (const { backend, at, entry } of backends) {
    const { group = '', kind = 'Service', namespace, name } = backend
    if (namespace !== undefined) check(entry, { group, kind, namespace, name }, `${at}/namespace`)
  }
  const holders: Entry<{ spec: Pick<ListenerSet['spec'], 'listeners'> }>[] = [
    ...set.of('Gateway'),
    ...set.of('ListenerSet'),
  ]
  for (const entry of holders) {
    entry.value.spec.listeners.forEach(({ tls }, index) => {
      tls?.certificateRefs?.forEach(({ group = '', kind = 'Secret', namespace, name }, place) => {
        const at = `/spec/listeners/${index}/tls/certificateRefs/${place}/namespace`
        if (namespace !== undefined) check(entry, { group, kind, namespace, name }, at)
      })
    })
  }
}

/** Each way that is open, from whom to what: "group kind namespace > namespace group kind name", `*` for every name. */
function grants(set: ObjectSet): Set<string> {
  const open = new Set<string>()
  for (const { value, namespace } of set.of('ReferenceGrant')) {
    for (const from of value.spec.from) {
      for (const to of value.spec.to) {
        open.add(`${from.group} ${from.kind} ${from.namespace} > ${namespace} ${to.group} ${to.kind} ${to.name ?? '*'}`)
      }
    }
  }
  return open
}

// The rules between objects: one pass for each question, all of them linear in the number of objects.
import {
  checkAffinityBehindEntrances,
  checkGoverningServices,
  checkIngressBackends,
  checkRouteBackends,
  routeBackends,
} from './backends.ts'
import { checkDuplicates, checkNodePorts } from './duplicates.ts'
import { checkGrants } from './grants.ts'
import type { ObjectSet } from './object-set.ts'
import { checkParents } from './parents.ts'
import { checkSelectedPods } from './pods.ts'
import { checkHttpRouteClashes, checkIngressClashes, type EntranceOf } from './route-clashes.ts'
import { checkWildcards } from './wildcards.ts'

export function checkBetween(set: ObjectSet, entranceOf: EntranceOf): void {
  checkDuplicates(set)
  checkNodePorts(set)
  checkSelectedPods(set)
  checkGoverningServices(set)
  checkIngressBackends(set)
  const backends = routeBackends(set)
  checkRouteBackends(set, backends)
  checkAffinityBehindEntrances(set, backends)
  checkGrants(set, backends)
  checkParents(set)
  checkIngressClashes(set, entranceOf)
  checkHttpRouteClashes(set)
  checkWildcards(set)
}

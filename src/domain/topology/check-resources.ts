// The mistakes of resources: what a pod asks for must fit into what it may use, or the API server refuses the pod
// (kubernetes/kubernetes pkg/apis/core/validation ValidateResourceRequirements).
import type { Checking } from './checking.ts'
import { exceeds } from './quantity.ts'
import type { Workload } from './topology.ts'

export function checkResources({ resources }: Workload, path: string, { say, unread }: Checking): void {
  for (const name of ['cpu', 'memory'] as const) {
    const asked = resources?.requests?.[name]
    const limit = resources?.limits?.[name]
    const place = (kind: 'requests' | 'limits') => `${path}/resources/${kind}/${name}`
    if (asked === undefined || limit === undefined || unread(place('requests')) || unread(place('limits'))) continue
    if (exceeds(asked, limit)) {
      say(place('requests'), 'REQUEST_ABOVE_LIMIT', `must not exceed its limit, ${limit}; is ${asked}`)
    }
  }
}

// Fields of a LoadBalancer Service that Kubernetes itself, or the cloud on its word, makes come true on most clouds.
import type { Facing } from '../domain/design/design.ts'
import type { ServiceFields } from '../domain/provider.ts'

const SOURCE_IP = 'kubernetes.io/docs/tutorials/services/source-ip'

/** Sentences that say who holds each wish; one without a sentence is not written. */
export type Holders = { ranges?: string; affinity?: string; source: string }

/** Source ranges, stickiness by the caller's address and that address itself, as standard fields. */
export const keptByKubernetes = (facing: Facing, { ranges, affinity, source }: Holders): ServiceFields => ({
  ...(facing.sourceRanges.length === 0 || ranges === undefined
    ? {}
    : { loadBalancerSourceRanges: { value: facing.sourceRanges, because: ranges, source } }),
  ...(facing.preserveClientIP
    ? {
        externalTrafficPolicy: {
          value: 'Local' as const,
          because:
            'the node that took the packet hands it to a pod of its own and leaves the caller’s address on it; nodes without a pod are passed over',
          source: SOURCE_IP,
        },
      }
    : {}),
  ...(facing.sticky?.by === 'clientIP' && affinity !== undefined
    ? { sessionAffinity: { value: 'ClientIP' as const, because: affinity, source } }
    : {}),
})

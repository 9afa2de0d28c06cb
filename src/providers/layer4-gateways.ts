// Layer 4 through a Gateway whose proxies run in the cluster: Envoy Gateway reads TCPRoute and UDPRoute v1 (`gateway-kinds.ts`). What a way
// asks beyond its port would stand in policies of that implementation, which are not written. Cilium reads both as well, and makes no
// proxy of them but a Service of its own (cilium/cilium#46184): what becomes of callers there is not known well enough.
import type { Blocker, Way } from '../domain/design/way.ts'
import type { EntranceClass, Layer4 } from '../domain/provider.ts'
import type { Topology } from '../domain/topology/index.ts'

const POLICIES =
  'gateway.envoyproxy.io/docs/api/extension_types (ClientTrafficPolicy, BackendTrafficPolicy, EnvoyProxy)'
const CLASS = 'eg'

/** `classOf` is the class of any Gateway of one's own on that target. */
export const layer4Gateways = (classOf: (topology: Topology) => EntranceClass | undefined): Layer4 => ({
  entranceClass: (topology) => {
    const made = classOf(topology)
    return made?.class === CLASS
      ? {
          ...made,
          needs: `Envoy Gateway v1.9 or later, with the Gateway API’s standard channel 1.6 or later (TCPRoute and UDPRoute v1) and a GatewayClass "${CLASS}"`,
        }
      : undefined
  },
  notHeld,
  callerAddress: () => 'replaced',
})

function notHeld({ exposure, sourceRanges }: Way): Blocker[] {
  const asked: [boolean, string, string][] = [
    [exposure.preserveClientIP, 'CLIENT_IP_THROUGH_PROXY', 'a proxy puts its own address in the place of the caller’s'],
    [exposure.sticky?.by === 'clientIP', 'STICKY_THROUGH_PROXY', 'stickiness by the caller’s address'],
    [exposure.staticIP !== false, 'STATIC_ADDRESS', 'a fixed address'],
    [sourceRanges.length > 0, 'SOURCE_RANGES', 'allowed networks'],
    [exposure.idleTimeoutSeconds !== undefined, 'IDLE_TIMEOUT', 'an idle timeout'],
  ]
  return asked.flatMap(([isAsked, code, what]) =>
    isAsked
      ? [
          {
            code,
            because:
              code === 'CLIENT_IP_THROUGH_PROXY'
                ? what
                : `${what} would be a policy of the implementation, which is not written`,
            source: POLICIES,
          },
        ]
      : [],
  )
}

// What is known to go wrong on Google Cloud, or is worth knowing: Services at layer 4, entrances, and the back ends behind them.
import type { Design } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { inUseAssumedZero } from '../findings.ts'
import { checkBackends } from './check-backends.ts'
import { checkEntrances } from './check-entrances.ts'
import { checkServices } from './check-services.ts'

export const check = (design: Design, topology: Topology): Finding[] => [
  ...checkServices(design, topology),
  ...checkEntrances(design),
  ...checkBackends(design, topology),
  ...checkInUse(design, topology),
]

/** Only what pays for rules: inner entrances pay for proxies instead (`charge.ts`). */
function checkInUse({ services, entrances }: Design, { target: { inUse } }: Topology): Finding[] {
  const paysForRules =
    services.some(({ type }) => type === 'LoadBalancer') ||
    entrances.some(({ existing, scheme }) => !existing && scheme === 'public')
  const counted = inUse.forwardingRulesRegional + inUse.forwardingRulesGlobal
  return paysForRules && counted === 0 ? [inUseAssumedZero('forwarding rules in the project')] : []
}

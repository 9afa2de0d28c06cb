// What is known to go wrong on Google Cloud, or is worth knowing: Services at layer 4, entrances, and the back ends behind them.
import type { Design } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { checkBackends } from './check-backends.ts'
import { checkEntrances } from './check-entrances.ts'
import { checkServices } from './check-services.ts'

export const check = (design: Design, topology: Topology): Finding[] => [
  ...checkServices(design, topology),
  ...checkEntrances(design),
  ...checkBackends(design, topology),
]

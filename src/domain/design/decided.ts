// What deciding about one workload must know, and a way in that has been decided about.
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { Because, Rejected } from './design.ts'
import type { WayFacts, WorkloadFacts } from './facts.ts'
import type { NameBook } from './names.ts'
import type { Decision, Rule } from './rule.ts'
import type { Way } from './way.ts'

export type Serving = {
  topology: Topology
  provider: Provider
  names: NameBook
  facts: WorkloadFacts
  rule: Rule<'workload'>
  /** "workload/port" of everything that is called. */
  called: ReadonlySet<string>
}

/** A way in, what it is reached through, and why. */
export type Decided = { way: Way; facts: WayFacts; gives: Decision; because: Because; rejected: Rejected[] }

// What is to be said of what is there today: broken references, what is open that should not be, what costs and serves nobody, what is
// outdated. What is fine is not mentioned.
import type { ImportTarget } from '../../imported.ts'
import type { Unmatched } from '../facts/unmatched.ts'
import type { Building } from '../topology/building.ts'
import { checkCarriedOver } from './carried-over.ts'
import { checkEntrances } from './entrances.ts'
import { checkOpenings } from './openings.ts'
import { checkReferences } from './references.ts'
import { checkWritten } from './written.ts'

export type Checked = { unmatched: readonly Unmatched[]; target: ImportTarget }

export function checkCluster(building: Building, checked: Checked): void {
  checkReferences(building, checked.unmatched)
  checkOpenings(building)
  checkEntrances(building)
  checkWritten(building, checked.target)
  checkCarriedOver(building)
}

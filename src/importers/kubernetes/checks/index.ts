// What is to be said of what is there today: broken references, what is open that should not be, what costs and serves nobody, what is
// outdated. What is fine is not mentioned.
import type { ImportTarget } from '../../imported.ts'
import type { Unmatched } from '../facts/unmatched.ts'
import type { Pause } from '../read/objects.ts'
import type { Building } from '../topology/building.ts'
import { checkCarriedOver } from './carried-over.ts'
import { checkEntrances } from './entrances.ts'
import { checkOpenings } from './openings.ts'
import { checkReferences } from './references.ts'
import { checkWritten } from './written.ts'

export type Checked = { unmatched: readonly Unmatched[]; target: ImportTarget; pause: Pause }

export async function checkCluster(building: Building, checked: Checked): Promise<void> {
  checkReferences(building, checked.unmatched)
  checkOpenings(building)
  checkEntrances(building)
  await checked.pause()
  checkWritten(building, checked.target)
  await checked.pause()
  checkCarriedOver(building)
}

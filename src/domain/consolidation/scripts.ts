// Accepted groups → the scripts of a move: put beside, verify, take away, bring back. Bash with names as data; none where nothing moves.
import type { Entrance } from '../design/design.ts'
import type { Topology } from '../topology/index.ts'
import type { Goes } from './goes.ts'
import type { Migration } from './migration.ts'
import { moveScripts } from './move-scripts.ts'
import { verifyScript } from './verify-script.ts'

/** `entrances` are the shared ones, as they are made. */
export const scriptsOf = (entrances: readonly Entrance[], goes: Goes, topology: Topology): Migration['scripts'] =>
  entrances.length === 0
    ? { apply: '', verify: '', cutOver: '', rollback: '' }
    : { ...moveScripts(goes, topology), verify: verifyScript(entrances, topology) }

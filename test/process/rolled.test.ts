// Rolling restarts, a few; test/heavy does twenty.
import { rolled } from './rolls.ts'

rolled(4)

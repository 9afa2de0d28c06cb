// kill -9 under load, a few times; test/heavy does it a hundred times.
import { killed } from './kills.ts'

killed(3)

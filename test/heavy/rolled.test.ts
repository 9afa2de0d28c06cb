// Rolling restarts, ROLLS times: npm run test:heavy
import { rolled } from '../process/rolls.ts'

rolled(Number(process.env.ROLLS ?? 20))

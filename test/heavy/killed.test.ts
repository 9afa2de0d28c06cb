// kill -9 under load, KILLS times: npm run test:heavy
import { killed } from '../process/kills.ts'

killed(Number(process.env.KILLS ?? 100))

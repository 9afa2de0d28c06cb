// PostgreSQL restarted under load, RESTARTS times: npm run test:heavy
import { restarted } from '../process/restarts.ts'

restarted(Number(process.env.RESTARTS ?? 20))

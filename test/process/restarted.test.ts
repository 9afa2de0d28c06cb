// PostgreSQL restarted under load, once each way; test/heavy does it more often.
import { restarted } from './restarts.ts'

restarted(2)

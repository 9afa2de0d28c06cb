// What runs in a thread of its own for one picture of a large plan: reading the plan alone would hold the event loop up for too long.
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { type PictureJob, pictureOf } from './reports/pictures.ts'

// Of this thread alone, where the system knows threads (Linux): the event loop goes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

parentPort?.once('message', (job: PictureJob) => parentPort?.postMessage(pictureOf(job)))

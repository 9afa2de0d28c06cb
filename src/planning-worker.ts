// What runs in each worker of the pool: the same planning as on the event loop, for topologies that would hold everybody else up.
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { createWork, handedOver, type Job } from './application/elsewhere.ts'
import { fingerprint } from './fingerprint.ts'
import { builtInPriceBook, PROVIDERS } from './providers/index.ts'

const work = createWork({ providers: PROVIDERS, priceBook: builtInPriceBook(fingerprint), fingerprint })

// Of this thread alone, where the system knows threads (Linux): the event loop goes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

parentPort?.on('message', (job: Job) => {
  const outcome = work(job)
  parentPort?.postMessage(outcome, handedOver(outcome))
})

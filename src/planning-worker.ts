// What runs in each worker of the pool: the same planning as on the event loop, for what would hold everybody else up there.
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { createWork, handedOver, type Job, READY } from './application/elsewhere.ts'
import { warmUpTopologies } from './application/warm-up.ts'
import { fingerprint } from './fingerprint.ts'
import { builtInPriceBook, PROVIDERS } from './providers/index.ts'

const work = createWork({ providers: PROVIDERS, priceBook: builtInPriceBook(fingerprint), fingerprint })

// Of this thread alone, where the system knows threads (Linux): the event loop goes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

// Before anybody counts on it: the first plan takes many times as long as the next.
for (const document of warmUpTopologies([...PROVIDERS.values()].slice(0, 1)))
  work({ document, circumstances: { today: '2026-01-01', workloadsAtMost: 10 } })
parentPort?.postMessage(READY)

parentPort?.on('message', (job: Job) => {
  const outcome = work(job)
  parentPort?.postMessage(outcome, handedOver(outcome))
})

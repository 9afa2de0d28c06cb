// Pictures of large plans, each in a thread that ends with it: nothing is kept in memory for what is seldom asked. One after the other,
// and none for longer than its time.
import { Worker } from 'node:worker_threads'
import { Failure } from './domain/failure.ts'
import { type PictureJob, pictureOf } from './reports/pictures.ts'

export type PictureThreads = {
  /** Throws PLANNING_UNAVAILABLE. */
  draw: (job: PictureJob) => Promise<string>
  /** Resolves when no thread is left; what waits is refused. */
  close: () => Promise<void>
}
export type ThreadOptions = {
  /** The file of `picture-worker.ts`, built. */
  entry: URL
  /** Smaller plans are read and drawn at once, within a few dozen milliseconds. */
  largeBytes?: number
  waitingAtMost?: number
  timeoutMilliseconds?: number
}

export function createPictureThreads(options: ThreadOptions): PictureThreads {
  const { entry, largeBytes = 1024 * 1024, waitingAtMost = 8, timeoutMilliseconds = 20_000 } = options
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  let closing = false
  const running = new Set<Worker>()

  function inThread(job: PictureJob): Promise<string> {
    if (closing) throw unavailable('the service is stopping')
    return new Promise<string>((resolve, reject) => {
      const worker = new Worker(entry)
      running.add(worker)
      const timer = setTimeout(() => void worker.terminate(), timeoutMilliseconds)
      worker.once('message', resolve)
      worker.once('error', (error) => reject(unavailable('its thread failed', error)))
      worker.once('exit', () => {
        clearTimeout(timer)
        running.delete(worker)
        reject(unavailable('its thread was stopped'))
      })
      worker.postMessage(job)
    })
  }

  return {
    async draw(job) {
      if (job.body.byteLength <= largeBytes) return pictureOf(job)
      if (waiting >= waitingAtMost) throw unavailable('too many others wait')
      waiting += 1
      const drawn = last
        .then(() => inThread(job))
        .finally(() => {
          waiting -= 1
        })
      last = drawn.catch(() => undefined)
      return drawn
    },
    async close() {
      closing = true
      await Promise.all([...running].map((worker) => worker.terminate()))
      await last
    },
  }
}

const unavailable = (why: string, inside?: unknown): Failure =>
  new Failure('PLANNING_UNAVAILABLE', `The picture could not be drawn: ${why}. Try again later.`, {
    ...(inside === undefined ? {} : { inside: String(inside) }),
  })

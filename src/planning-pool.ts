// Workers that draw up large plans, and small ones while the event loop is busy: started when there is something to do, stopped when there
// has been nothing for a while. A worker that dies takes its job with it once; then the job is refused, and what waits behind it goes on
// (Piscina leaves that waiting for ever when it keeps no thread at rest, and when a worker dies before it is ready).
import { Worker } from 'node:worker_threads'
import {
  type DrawElsewhere,
  drawnIn,
  type HelpDrawing,
  type Job,
  type Outcome,
  READY,
} from './application/elsewhere.ts'
import { Failure } from './domain/failure.ts'

export type PoolOptions = {
  /** The file of `planning-worker.ts`, built. */
  entry: URL
  workers: number
  /** The share of its time that the event loop has work to do: above half of it, small plans are drawn up here too. */
  busyShare?: () => number
  /** How many jobs may wait for each worker; the next one is refused at once. */
  waitingForEach?: number
  idleMilliseconds?: number
}
export type PlanningPool = {
  draw: DrawElsewhere
  help: HelpDrawing
  /** Resolves when what was begun is done and every worker has stopped. */
  close: () => Promise<void>
}

type Task = {
  job: Job
  isSmall: boolean
  /** How often a worker has died of it. */
  deaths: number
  resolve: (outcome: Outcome) => void
  reject: (reason: Error) => void
}
/** `tasks` are done in their order. */
type Member = { worker: Worker; isReady: boolean; tasks: Task[]; idle?: NodeJS.Timeout }

// More than it works on, so that it need not wait for the busy event loop to hand it the next.
const SMALL_AT_ONCE = 4

export function createPlanningPool(options: PoolOptions): PlanningPool {
  const { entry, workers, busyShare = () => 0, waitingForEach = 8, idleMilliseconds = 60_000 } = options
  const waiting: Task[] = []
  const members = new Set<Member>()
  const pending = new Set<Promise<Outcome>>()
  let closing = false

  function start(): Member {
    const member: Member = { worker: new Worker(entry), isReady: false, tasks: [] }
    members.add(member)
    let died: unknown
    member.worker.on('message', (message: Outcome | typeof READY) => {
      if (message === READY) member.isReady = true
      else member.tasks.shift()?.resolve(message)
      if (member.tasks.length === 0) rest(member)
      next()
    })
    member.worker.on('error', (error) => {
      died = error
    })
    member.worker.once('exit', (code) => {
      members.delete(member)
      const [current, ...others] = member.tasks
      waiting.unshift(...others)
      if (current !== undefined) again(current, died ?? `exit code ${code}`)
      next()
    })
    return member
  }

  function again(task: Task, died: unknown): void {
    task.deaths += 1
    if (task.deaths === 1 && !closing) waiting.unshift(task)
    else task.reject(unavailable('its worker stopped', died))
  }

  /** An idle worker does not keep the process alive, and not for ever the memory it took. */
  function rest(member: Member): void {
    clearTimeout(member.idle)
    member.worker.unref()
    member.idle = setTimeout(() => void member.worker.terminate(), idleMilliseconds).unref()
  }

  function give(member: Member, task: Task): void {
    clearTimeout(member.idle)
    member.tasks.push(task)
    member.worker.ref()
    member.worker.postMessage(task.job)
  }

  function next(): void {
    while (waiting.length > 0) {
      const idle = [...members].find(({ tasks }) => tasks.length === 0)
      const member = idle ?? (members.size < workers ? start() : undefined)
      const task = member === undefined ? undefined : waiting.shift()
      if (member === undefined || task === undefined) return
      give(member, task)
    }
  }

  const ask = async (job: Job, isSmall: boolean, put: (task: Task) => void) => {
    const outcome = new Promise<Outcome>((resolve, reject) => put({ job, isSmall, deaths: 0, resolve, reject }))
    pending.add(outcome)
    return drawnIn(await outcome.finally(() => pending.delete(outcome)))
  }

  return {
    async draw(job) {
      if (closing) throw unavailable('the service is stopping')
      if (waiting.length >= workers * waitingForEach) throw unavailable('too many others wait')
      return ask(job, false, (task) => {
        waiting.push(task)
        next()
      })
    },
    help(job) {
      if (closing || waiting.length > 0 || busyShare() <= 0.5) return undefined
      if (members.size < workers && [...members].every(({ isReady }) => isReady)) rest(start())
      const member = [...members].find(
        ({ isReady, tasks }) => isReady && tasks.length < SMALL_AT_ONCE && tasks.every(({ isSmall }) => isSmall),
      )
      return member === undefined ? undefined : ask(job, true, (task) => give(member, task))
    },
    async close() {
      closing = true
      await Promise.allSettled(pending)
      await Promise.all([...members].map(({ worker }) => worker.terminate()))
    },
  }
}

const unavailable = (why: string, inside?: unknown): Failure =>
  new Failure('PLANNING_UNAVAILABLE', `The plan could not be drawn up: ${why}. Try again later.`, {
    ...(inside === undefined ? {} : { inside: String(inside) }),
  })

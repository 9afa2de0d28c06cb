// Workers that draw up large plans: started when there is something to do, stopped when there has been nothing for a while. A worker
// that dies takes its job with it once; then the job is refused, and what waits behind it goes on.
import { Worker } from 'node:worker_threads'
import { type DrawElsewhere, drawnIn, type Job, type Outcome } from './application/elsewhere.ts'
import { Failure } from './domain/failure.ts'

export type PoolOptions = {
  /** The file of `planning-worker.ts`, built. */
  entry: URL
  workers: number
  /** How many jobs may wait for each worker; the next one is refused at once. */
  waitingForEach?: number
  idleMilliseconds?: number
}
export type PlanningPool = {
  draw: DrawElsewhere
  /** Resolves when what was begun is done and every worker has stopped. */
  close: () => Promise<void>
}

type Task = {
  job: Job
  /** How often a worker has died of it. */
  deaths: number
  resolve: (outcome: Outcome) => void
  reject: (reason: Error) => void
}
type Member = { worker: Worker; task?: Task | undefined; idle?: NodeJS.Timeout }

export function createPlanningPool(options: PoolOptions): PlanningPool {
  const { entry, workers, waitingForEach = 8, idleMilliseconds = 60_000 } = options
  const waiting: Task[] = []
  const members = new Set<Member>()
  const pending = new Set<Promise<Outcome>>()
  let closing = false

  function start(): Member {
    const member: Member = { worker: new Worker(entry) }
    members.add(member)
    let died: unknown
    member.worker.on('message', (outcome: Outcome) => {
      const { task } = member
      member.task = undefined
      task?.resolve(outcome)
      rest(member)
      next()
    })
    member.worker.on('error', (error) => {
      died = error
    })
    member.worker.once('exit', (code) => {
      members.delete(member)
      if (member.task !== undefined) again(member.task, died ?? `exit code ${code}`)
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
    member.worker.unref()
    member.idle = setTimeout(() => void member.worker.terminate(), idleMilliseconds).unref()
  }

  function next(): void {
    while (waiting.length > 0) {
      const idle = [...members].find(({ task }) => task === undefined)
      const member = idle ?? (members.size < workers ? start() : undefined)
      const task = member === undefined ? undefined : waiting.shift()
      if (member === undefined || task === undefined) return
      clearTimeout(member.idle)
      member.task = task
      member.worker.ref()
      member.worker.postMessage(task.job)
    }
  }

  return {
    async draw(job) {
      if (closing) throw unavailable('the service is stopping')
      if (waiting.length >= workers * waitingForEach) throw unavailable('too many others wait')
      const outcome = new Promise<Outcome>((resolve, reject) => waiting.push({ job, deaths: 0, resolve, reject }))
      pending.add(outcome)
      next()
      return drawnIn(await outcome.finally(() => pending.delete(outcome)))
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

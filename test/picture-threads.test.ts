// Pictures of large plans in real threads, built as the service is: the same picture, a thread that fails, one that takes too long, the end.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Failure } from '../src/domain/failure.ts'
import { createPictureThreads, type PictureThreads, type ThreadOptions } from '../src/picture-threads.ts'
import { type PictureJob, pictureOf } from '../src/reports/pictures.ts'
import { draftOf } from './domain/design/drafting.ts'
import { exampleNamed } from './examples/stories.ts'
import { type Built, buildService } from './process/built.ts'

let built: Built
const file = (name: string) => pathToFileURL(join(built.folder, 'dist', name))

beforeAll(async () => {
  built = await buildService()
  writeFileSync(file('dies.mjs'), `throw new Error('no such library')`)
  writeFileSync(
    file('sleeps.mjs'),
    `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => {})`,
  )
})
afterAll(() => built.remove())

let open: PictureThreads | undefined
afterEach(() => open?.close())
const threads = (options: Partial<ThreadOptions> = {}): PictureThreads => {
  open = createPictureThreads({ entry: file('picture-worker.js'), largeBytes: 0, ...options })
  return open
}

const job: PictureJob = {
  picture: 'diagram.svg',
  design: 'both',
  body: Buffer.from(JSON.stringify(draftOf(exampleNamed('article')))),
}

/** Of what is refused; fails the test when it is drawn. */
const refusal = async (drawn: Promise<string>): Promise<Failure> => {
  const error = await drawn.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error(`this should have been refused: ${String(error)}`)
}

describe('a picture', () => {
  it('of a large plan is drawn in a thread, the same as here', async () => {
    expect(await threads().draw(job)).toBe(pictureOf(job))
  })

  it('of a small one needs none', async () => {
    expect(await threads({ entry: file('dies.mjs'), largeBytes: 10_000_000 }).draw(job)).toBe(pictureOf(job))
  })

  it('waits for the one before it', async () => {
    const { draw } = threads()
    const drawn = await Promise.all([draw(job), draw({ ...job, picture: 'charts/costs.svg' })])
    expect(drawn).toEqual([pictureOf(job), pictureOf({ ...job, picture: 'charts/costs.svg' })])
  })
})

describe('is refused, and the next one is not', () => {
  it.each([
    ['when its thread fails', { entry: 'dies.mjs' }, 'its thread failed'],
    ['when it takes too long', { entry: 'sleeps.mjs', timeoutMilliseconds: 300 }, 'its thread was stopped'],
  ])('%s', async (_, { entry, ...options }, why) => {
    const { draw } = threads({ ...options, entry: file(entry) })
    for (const drawn of [draw(job), draw(job)]) {
      const { code, message } = await refusal(drawn)
      expect([code, message]).toEqual([
        'PLANNING_UNAVAILABLE',
        `The picture could not be drawn: ${why}. Try again later.`,
      ])
    }
  })

  it('when too many wait already', async () => {
    const { draw } = threads({ waitingAtMost: 1 })
    const first = draw(job)
    expect((await refusal(draw(job))).message).toContain('too many others wait')
    await first
    expect(await draw(job)).toBe(pictureOf(job))
  })

  it('when the service stops: what is drawn ends, what waits is told', async () => {
    const { draw, close } = threads({ entry: file('sleeps.mjs') })
    const refused = Promise.all([refusal(draw(job)), refusal(draw(job))])
    await new Promise((resolve) => setTimeout(resolve, 50))
    await close()
    const [running, waiting] = await refused
    expect(running.message).toContain('its thread was stopped')
    expect(waiting.message).toContain('the service is stopping')
  })
})

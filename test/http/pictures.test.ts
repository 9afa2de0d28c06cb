// GET /v1/plans/{id}/diagram.svg and its neighbours: every status the document promises. What is in a picture is tested beside its writer.
import { beforeAll, describe, expect, it } from 'vitest'
import { Failure } from '../../src/domain/failure.ts'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { Problem } from '../../src/http/problems.ts'
import { PICTURES, type PictureJob, pictureOf } from '../../src/reports/pictures.ts'
import { storyNamed } from '../examples/stories.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { type Service, startService } from './service.ts'

const NOBODY = '019ab4d2-5c00-7000-8000-999999999999'
const MALL = storyNamed('six-shops-aws')

let service: Service
let plan: Plan
beforeAll(async () => {
  service = await startService()
  plan = (await service.http.post('/v1/plans').send(MALL).expect(201)).body
})

/** supertest keeps what it takes for an image as bytes. */
const textOf = async (address: string, headers: Record<string, string> = {}) => {
  const { status, headers: got, text, body } = await service.http.get(address).set(headers)
  return { status, headers: got, text: text ?? String(body) }
}
const jobOf = (picture: PictureJob['picture'], design: PictureJob['design'] = plan.chosen): PictureJob => ({
  picture,
  design,
  body: Buffer.from(JSON.stringify(plan)),
})

describe.each(PICTURES)('GET …/%s → 200', (picture) => {
  const address = () => `${plan.url}/${picture}`

  it('is the picture of the plan, of its newest revision and of that very one', async () => {
    const expected = pictureOf(jobOf(picture))
    for (const at of [address(), `${plan.url}/revisions/1/${picture}`]) {
      const { status, headers, text } = await textOf(at)
      expect(status).toBe(200)
      expect(text).toBe(expected)
      expect(headers['content-type']).toBe(
        picture.endsWith('.svg') ? 'image/svg+xml; charset=utf-8' : 'text/plain; charset=utf-8',
      )
      expect(headers.etag).toBe(`"${plan.etag}.${plan.chosen}.${picture.replace('/', '-')}"`)
      expect(headers['cache-control']).toBe('private, no-cache')
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  })

  it('may run and load nothing, even when it is opened by itself', async () => {
    const { headers } = await textOf(address())
    expect(headers['content-security-policy']).toBe(
      picture.endsWith('.svg')
        ? "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
        : "default-src 'none';frame-ancestors 'none'",
    )
  })

  it('does not care what is accepted: the suffix decides', async () => {
    expect((await textOf(address(), { accept: 'application/json' })).status).toBe(200)
  })

  it('is not sent again to whoever has it', async () => {
    const { headers } = await textOf(address())
    const again = await service.http.get(address()).set('if-none-match', String(headers.etag)).expect(304)
    expect(again.text).toBe('')
    expect(again.headers.etag).toBe(headers.etag)
  })
})

describe('?design=', () => {
  it('picks one of the two, or both', async () => {
    for (const design of ['recommended', 'consolidated', 'both'] as const) {
      const { text, headers } = await textOf(`${plan.url}/diagram.svg?design=${design}`)
      expect(text).toBe(pictureOf(jobOf('diagram.svg', design)))
      expect(headers.etag).toContain(`.${design}.`)
    }
    for (const design of ['recommended', 'consolidated'] as const)
      expect((await textOf(`${plan.url}/diagram.mmd?design=${design}`)).text).toBe(
        pictureOf(jobOf('diagram.mmd', design)),
      )
  })
})

describe('→ 400', () => {
  it.each([
    ['diagram.svg?design=cheapest', '/query/design'],
    ['diagram.mmd?design=both', '/query/design'],
    ['charts/costs.svg?design=recommended', '/query/design'],
    ['charts/traffic.svg?width=9', '/query/width'],
  ])('for %s', async (path, pointer) => {
    const { body } = await service.http.get(`${plan.url}/${path}`).expect(400)
    expect(Problem.parse(body)).toMatchObject({ code: 'INVALID_PARAMETER', errors: [{ pointer }] })
  })
})

describe('→ 404', () => {
  it.each(PICTURES)('for %s of a plan or a revision there is not', async (picture) => {
    for (const id of [NOBODY, 'x'])
      expect((await service.http.get(`/v1/plans/${id}/${picture}`).expect(404)).body.code).toBe('PLAN_NOT_FOUND')
    const { body } = await service.http.get(`${plan.url}/revisions/9/${picture}`).expect(404)
    expect(body.code).toBe('REVISION_NOT_FOUND')
  })
})

describe('→ 405', () => {
  it('for another method', async () => {
    await service.http.post(`${plan.url}/diagram.svg`).send({}).expect(405).expect('allow', 'GET, HEAD')
  })
})

describe('→ 503', () => {
  it('when the store is gone', async () => {
    const gone = async () => {
      throw new Failure('STORE_UNAVAILABLE', 'The database does not answer.')
    }
    const planner = createRealPlanner({ ...createMapStore(), find: gone, findSummary: gone })
    const { http } = await startService({ planner })
    await http.get(`/v1/plans/${NOBODY}/diagram.svg`).expect(503).expect('retry-after', '5')
  })

  it('when a large plan finds no thread to be drawn in', async () => {
    const { http } = await startService({
      drawPicture: async () => {
        throw new Failure(
          'PLANNING_UNAVAILABLE',
          'The picture could not be drawn: too many others wait. Try again later.',
        )
      },
    })
    const { body } = await http.post('/v1/plans').send(MALL).expect(201)
    const answer = await http.get(`${body.url}/diagram.svg`).expect(503).expect('retry-after', '5')
    expect(answer.body.code).toBe('PLANNING_UNAVAILABLE')
  })
})

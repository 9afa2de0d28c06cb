// What is counted, and that nobody can make it grow.
import { afterEach, describe, expect, it } from 'vitest'
import { Failure } from '../../src/domain/failure.ts'
import { measuredPlanner, measuredStore } from '../../src/http/metrics/measured.ts'
import { createMetrics } from '../../src/http/metrics/metrics.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { type Service, SHOP, startService } from './service.ts'

let service: Service
afterEach(() => service.app.close())

async function startMeasured(store = createMapStore()) {
  const metrics = createMetrics()
  const planner = measuredPlanner(createRealPlanner(measuredStore(store, metrics)), metrics)
  service = await startService({ planner, metrics })
  /** The value of the series whose name and labels begin so; 0 when there is none. */
  return async (series: string): Promise<number> => {
    const { text } = await service.http.get('/metrics').expect(200)
    const line = text.split('\n').find((candidate) => candidate.startsWith(series))
    return Number(line?.split(' ').at(-1) ?? 0)
  }
}

describe('GET /metrics', () => {
  it('is text as Prometheus reads it', async () => {
    await startMeasured()
    const { headers, text } = await service.http.get('/metrics').expect(200)
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    for (const name of ['process_resident_memory_bytes', 'process_open_fds', 'nodejs_eventloop_lag_seconds'])
      expect(text).toMatch(new RegExp(`^${name} [\\d.e+-]+$`, 'm'))
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) \S+ .+|\w+(?:\{.*\})? \S+|)$/i)
  })

  it('counts requests by route and status, plans by size, and what the database was asked', async () => {
    const value = await startMeasured()
    const { body } = await service.http.post('/v1/plans').send(SHOP).expect(201)
    await service.http.get(body.url).expect(200)
    await service.http.get(body.url).expect(200)
    await service.http.get('/v1/plans/nonsense').expect(404)
    await service.http.post('/v1/recommendations').send(SHOP).expect(200)
    const counts = {
      'moorage_http_requests_total{method="POST",route="/v1/plans",status="201"}': 1,
      'moorage_http_requests_total{method="GET",route="/v1/plans/:id",status="200"}': 2,
      'moorage_http_requests_total{method="GET",route="/v1/plans/:id",status="404"}': 1,
      'moorage_http_request_duration_seconds_count{method="GET",route="/v1/plans/:id"}': 3,
      'moorage_planning_duration_seconds_count{call="create"}': 1,
      'moorage_planning_duration_seconds_count{call="draft"}': 1,
      moorage_plan_bytes_count: 1,
      'moorage_storage_duration_seconds_count{operation="find"}': 2,
    }
    for (const [series, count] of Object.entries(counts)) expect(await value(series), series).toBe(count)
    expect(await value('moorage_plan_bytes_sum')).toBe(Buffer.byteLength(JSON.stringify(body)))
  })

  it('counts what the database did not do', async () => {
    const value = await startMeasured({
      ...createMapStore(),
      find: () => Promise.reject(new Failure('STORE_UNAVAILABLE', 'gone')),
    })
    await service.http.get('/v1/plans/019ab4d2-5c00-7000-8000-000000000001').expect(503)
    expect(await value('moorage_storage_failures_total{operation="find"}')).toBe(1)
  })

  it('does not grow with what callers make up', async () => {
    await startMeasured()
    const series = async () => (await service.http.get('/metrics')).text.match(/^moorage_/gm)?.length
    const ask = async (word: string) => {
      await service.http.get(`/v1/plans/${word}`)
      await service.http.get(`/${word}`)
      await service.http.get(`/v1/rules?${word}=1`)
      await service.http.get('/v1/rules').set(word, word)
    }
    await ask('first')
    // The first look is itself counted in the second.
    await series()
    const before = await series()
    for (let count = 0; count < 50; count += 1) await ask(`word-${count}`)
    expect(await series()).toBe(before)
  })
})

// How often the store is asked: a read costs one query, and one that has nothing to send costs a small one.
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { SHOP, startService } from './service.ts'

describe('reading a kept plan, whatever the form', () => {
  /** A service that tells which questions its store was asked. */
  const listening = async () => {
    const asked: string[] = []
    const store = createMapStore()
    const heard = {
      ...store,
      find(...asking: Parameters<typeof store.find>) {
        asked.push('find')
        return store.find(...asking)
      },
      listRevisions(...asking: Parameters<typeof store.listRevisions>) {
        asked.push('listRevisions')
        return store.listRevisions(...asking)
      },
      findSummary(...asking: Parameters<typeof store.findSummary>) {
        asked.push('findSummary')
        return store.findSummary(...asking)
      },
    }
    const { http } = await startService({ planner: createRealPlanner(heard) })
    const { body, headers } = await http.post('/v1/plans').send(SHOP).expect(201)
    return { http, plan: body as Plan, tag: headers.etag ?? '', asked }
  }

  it('asks the store once', async () => {
    const { http, plan, asked } = await listening()
    const one = plan.links.revision
    const ofOne = [`${one}/manifests.yaml`, `${one}/manifests.json`, `${one}/bundle.zip`, `${one}?fields=summary`]
    for (const address of [plan.url, ...Object.values(plan.links), ...ofOne]) {
      await http.get(address).expect(200)
      expect(asked.splice(0), address).toHaveLength(1)
    }
  })

  it('asks it for no body where a tag is current', async () => {
    const { http, plan, tag, asked } = await listening()
    await http.get(plan.url).set('if-none-match', tag).expect(304)
    for (const address of [plan.links.manifests, plan.links.manifestsJson, plan.links.bundle]) {
      const { etag } = (await http.get(address)).headers
      asked.length = 0
      await http
        .get(address)
        .set('if-none-match', etag ?? '')
        .expect(304)
      expect(asked).toEqual(['findSummary'])
    }
  })
})

// What every store promises about webhook endpoints, as tests any implementation runs through.
import { expect, it } from 'vitest'
import { type OpenStore, opened } from './opened-store.ts'
import { minute, TENANT } from './plan-record.ts'
import { endpointId, endpointRecord, insertEndpoint } from './webhook-endpoint-record.ts'

export function webhookEndpoints(open: OpenStore) {
  it('are given back as they were given, by creation', async () => {
    const store = await opened(open)
    const strange = endpointRecord(2, {
      description: 'Grüße, "世界" \\ \u0000 🛳️',
      events: ['plan.deleted'],
      state: 'paused',
      secrets: [
        { secret: 'whsec_new', until: null },
        { secret: 'whsec_old', until: minute(9) },
      ],
    })
    for (const record of [endpointRecord(3), strange, endpointRecord(1)])
      expect(await insertEndpoint(store, record)).toBe(true)
    expect(await store.findWebhookEndpoint(TENANT, endpointId(2))).toStrictEqual(strange)
    expect(await store.listWebhookEndpoints(TENANT)).toStrictEqual([endpointRecord(1), strange, endpointRecord(3)])
  })

  it('are no more than they may be, however many come at once', async () => {
    const store = await opened(open)
    const inserted = await Promise.all(
      Array.from({ length: 30 }, (_, number) => store.insertWebhookEndpoint(TENANT, endpointRecord(number), 7)),
    )
    expect(inserted.filter((isKept) => isKept)).toHaveLength(7)
    expect(await store.listWebhookEndpoints(TENANT)).toHaveLength(7)
    expect(await store.insertWebhookEndpoint('tenant-b', endpointRecord(99), 7)).toBe(true)
  })

  it('are changed in all but their secrets', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    const change = {
      url: 'https://hooks.example.com/new',
      description: 'new',
      events: ['plan.created' as const],
      state: 'paused' as const,
      updatedAt: minute(5),
    }
    expect(await store.changeWebhookEndpoint(TENANT, endpointId(1), change)).toBe(true)
    expect(await store.findWebhookEndpoint(TENANT, endpointId(1))).toStrictEqual({ ...endpointRecord(1), ...change })
    expect(await store.changeWebhookEndpoint(TENANT, endpointId(2), change)).toBe(false)
  })

  it('are gone only at the address that said so, and once', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    const stop = (url: string) => store.stopWebhookEndpoint(TENANT, endpointId(1), { url, updatedAt: minute(5) })
    expect(await stop('https://hooks.example.com/old')).toBe(false)
    expect(await stop('https://hooks.example.com/1')).toBe(true)
    expect(await stop('https://hooks.example.com/1')).toBe(false)
    expect(await store.findWebhookEndpoint(TENANT, endpointId(1))).toMatchObject({
      state: 'gone',
      updatedAt: minute(5),
    })
  })

  it('of two who change the secrets of one, one is told that they were changed meanwhile', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    const before = endpointRecord(1).secrets
    const set = (secret: string) =>
      store.setWebhookSecrets(TENANT, endpointId(1), {
        before,
        secrets: [
          { secret, until: null },
          { secret: 'whsec_1', until: minute(9) },
        ],
        updatedAt: minute(5),
      })
    const outcomes = await Promise.all([set('whsec_a'), set('whsec_b')])
    expect(outcomes.filter((isSet) => isSet)).toHaveLength(1)
    const found = await store.findWebhookEndpoint(TENANT, endpointId(1))
    expect(found?.secrets[0]?.secret).toBe(outcomes[0] ? 'whsec_a' : 'whsec_b')
    expect(found?.secrets[1]).toEqual({ secret: 'whsec_1', until: minute(9) })
  })

  it('are their tenant’s alone', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    const other = 'tenant-b'
    expect(await store.findWebhookEndpoint(other, endpointId(1))).toBeUndefined()
    expect(await store.listWebhookEndpoints(other)).toEqual([])
    expect(await store.listWebhookDeliveries(other, endpointId(1), { limit: 10 })).toEqual([])
    expect(await store.removeWebhookEndpoint(other, endpointId(1))).toBe(false)
    expect(await store.insertWebhookTest(other, endpointId(1), { messageId: 'msg_1', at: minute(1) })).toBe(false)
    expect(
      await store.stopWebhookEndpoint(other, endpointId(1), { url: endpointRecord(1).url, updatedAt: minute(1) }),
    ).toBe(false)
    expect(await store.findWebhookEndpoint(TENANT, endpointId(1))).toStrictEqual(endpointRecord(1))
  })

  it('are removed once', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    expect(await store.removeWebhookEndpoint(TENANT, endpointId(1))).toBe(true)
    expect(await store.removeWebhookEndpoint(TENANT, endpointId(1))).toBe(false)
    expect(await store.findWebhookEndpoint(TENANT, endpointId(1))).toBeUndefined()
  })
}

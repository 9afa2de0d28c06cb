// A caller with the generated client, as far as a caller goes: what it cannot write without a cast is a fault of the document, and
// so is a mistake that compiles.
import assert from 'node:assert/strict'
import createClient from 'openapi-fetch'
import type { components, paths } from '../../dist/moorage.ts'
import { withService } from './service.ts'

type Topology = components['schemas']['TopologyInput']
type Plan = components['schemas']['Plan']
type Client = ReturnType<typeof clientOf>

// One media type: without it, every answer might be text for a terminal as well.
const clientOf = (baseUrl: string) => createClient<paths, 'application/json'>({ baseUrl })

const SHOP: Topology = {
  name: 'shop',
  owner: 'team-shop',
  target: { provider: 'aws', region: 'us-east-1' },
  workloads: {
    web: {
      ports: { http: 8080 },
      calls: ['api'],
      expose: [{ port: 'http', to: 'internet', host: 'shop.example.com' }],
    },
    api: { replicas: 2, ports: { http: { port: 80, targetPort: 8080 }, metrics: 9090 } },
  },
}

/** What the document forbids does not compile: an error that is expected and missing is an error as well. */
export const FORBIDDEN: Topology[] = [
  // @ts-expect-error no such cloud
  { ...SHOP, target: { provider: 'amazon' } },
  // @ts-expect-error a misspelt field
  { ...SHOP, workloads: { api: { replics: 2, ports: { http: 80 } } } },
  // @ts-expect-error a port that is text
  { ...SHOP, workloads: { api: { ports: { http: '80' } } } },
  // @ts-expect-error an exposure to nobody
  { ...SHOP, workloads: { api: { ports: { http: 80 }, expose: [{ port: 'http' }] } } },
]

async function creates(client: Client): Promise<Plan> {
  const { data, error, response } = await client.POST('/v1/plans', { body: SHOP })
  assert(data !== undefined, JSON.stringify(error))
  assert.equal(response.status, 201)
  // A draft has no id, and a summary no designs: that is what tells them apart.
  assert('id' in data && 'designs' in data)
  const plan: Plan = data
  assert.equal(plan.designs[plan.chosen].services.find(({ name }) => name === 'api')?.type, 'ClusterIP')
  assert.match(plan.designs[plan.chosen].estimate.monthly.expected, /^\d+\.\d{2}$/)
  return plan
}

async function drafts(client: Client): Promise<void> {
  const { data } = await client.POST('/v1/plans', { body: SHOP, params: { query: { dryRun: true } } })
  assert(data !== undefined && 'designs' in data && !('id' in data))
  assert.deepEqual(data.consolidation.verdict satisfies 'merge' | 'merge-some' | 'keep', 'keep')
}

async function reads(client: Client, { id, etag }: Plan): Promise<void> {
  const whole = await client.GET('/v1/plans/{id}', { params: { path: { id } } })
  assert(whole.data !== undefined && 'designs' in whole.data)
  assert.equal(whole.data.topology.workloads.api?.replicas, 2)

  const small = await client.GET('/v1/plans/{id}', { params: { path: { id }, query: { fields: 'summary' } } })
  assert(small.data !== undefined && !('designs' in small.data))
  assert.equal(small.data.etag, etag)

  const header = { 'If-None-Match': `"${etag}"` }
  const { response } = await client.GET('/v1/plans/{id}', { params: { path: { id }, header } })
  assert.equal(response.status, 304)
}

async function lists(client: Client): Promise<void> {
  for (const name of ['second', 'third']) await client.POST('/v1/plans', { body: { ...SHOP, name } })
  const names: string[] = []
  let cursor: string | undefined
  do {
    const query = { owner: 'team-shop', limit: 2, ...(cursor === undefined ? {} : { cursor }) }
    const { data, error } = await client.GET('/v1/plans', { params: { query } })
    assert(data !== undefined, JSON.stringify(error))
    names.push(...data.items.map((item) => item.name))
    cursor = data.nextCursor
  } while (cursor !== undefined)
  assert.deepEqual(names, ['third', 'second', 'shop'])
}

async function revises(client: Client, { id, etag }: Plan): Promise<void> {
  const body: Topology = { ...SHOP, workloads: { ...SHOP.workloads, cache: { ports: { redis: 6379 } } } }
  const revised = await client.PUT('/v1/plans/{id}', {
    params: { path: { id }, header: { 'If-Match': etag } },
    body,
  })
  assert.equal(revised.data?.revision, 2)
  const late = await client.PUT('/v1/plans/{id}', {
    params: { path: { id }, header: { 'If-Match': etag } },
    body: SHOP,
  })
  assert.equal(late.response.status, 412)
  assert.equal(late.error?.code, 'PRECONDITION_FAILED')

  const { data } = await client.GET('/v1/plans/{id}/diff', { params: { path: { id }, query: { from: 1, to: 2 } } })
  assert(data !== undefined)
  assert.deepEqual(
    data.workloads.map(({ name, change }) => `${name} ${change}`),
    ['cache added'],
  )
  assert.match(data.cost.chosen.difference ?? '', /^-?\d+\.\d{2}$/)
}

async function isRefused(client: Client): Promise<void> {
  const { data, error, response } = await client.POST('/v1/plans', {
    body: { ...SHOP, workloads: { web: { ports: { http: 8080 }, calls: ['apj'] } } },
  })
  assert.equal(response.status, 422)
  assert(data === undefined)
  const { code, errors = [] } = error
  assert.equal(code, 'INVALID_TOPOLOGY')
  assert.deepEqual(
    errors.map((mistake) => mistake.pointer),
    ['/workloads/web/calls/0'],
  )
}

async function imports(client: Client): Promise<void> {
  const input = 'services:\n  web: { image: "nginx:1.29", ports: ["8080:80"] }\n'
  const { data, error } = await client.POST('/v1/imports', {
    body: { input, format: 'compose', name: 'imported', target: { provider: 'gcp', region: 'europe-west1' } },
  })
  assert(data !== undefined, JSON.stringify(error))
  assert.deepEqual(Object.keys(data.topology.workloads), ['web'])
  // What is imported can be planned as it is.
  const planned = await client.POST('/v1/plans', { body: data.topology })
  assert.equal(planned.response.status, 201)
}

async function readsManifests(client: Client, { id }: Plan): Promise<void> {
  const { data } = await client.GET('/v1/plans/{id}/manifests.yaml', {
    params: { path: { id }, query: { design: 'recommended' } },
    parseAs: 'text',
  })
  assert.match(data ?? '', /^apiVersion: v1\nkind: Service$/m)
  const list = await client.GET('/v1/plans/{id}/revisions/{revision}/manifests.json', {
    params: { path: { id, revision: '1' } },
  })
  assert(list.data?.items.some(({ kind, metadata }) => kind === 'Service' && metadata.name === 'api'))
}

async function isTaught(client: Client, { id }: Plan): Promise<void> {
  const params = { path: { id, name: 'api' } }
  const { data } = await client.GET('/v1/plans/{id}/services/{name}', { params })
  assert.match(data?.kubectl[0]?.command ?? '', /^kubectl -n default expose deployment api /)
  const page = await client.GET('/v1/plans/{id}/services/{name}', {
    params,
    headers: { accept: 'text/html' },
    parseAs: 'text',
  })
  assert.match(page.data ?? '', /^<!doctype html>/)
  const rule = await client.GET('/v1/rules/{id}', { params: { path: { id: data?.because.rule ?? '' } } })
  assert.equal(rule.data?.example?.topology.target.provider, 'aws')
}

async function removes(client: Client, { id }: Plan): Promise<void> {
  const removed = await client.DELETE('/v1/plans/{id}', { params: { path: { id } } })
  assert.equal(removed.response.status, 204)
  const again = await client.DELETE('/v1/plans/{id}', { params: { path: { id } } })
  assert.equal(again.error?.code, 'PLAN_NOT_FOUND')
}

await withService(async (url) => {
  const client = clientOf(url)
  const plan = await creates(client)
  await drafts(client)
  await reads(client, plan)
  await lists(client)
  await revises(client, plan)
  await isRefused(client)
  await imports(client)
  await readsManifests(client, plan)
  await isTaught(client, plan)
  await removes(client, plan)
})
process.stdout.write(
  'The generated client made a plan, read it, listed it, revised it, compared it, was refused, imported, read and removed it.\n',
)

// deploy/: the manifests of Moorage itself are what Moorage answers to its own topology. UPDATE=1 writes them anew.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { loadAll } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { type Service, startService } from './http/service.ts'

type Named = { kind: string; metadata: { name: string; namespace?: string } }

const read = (file: string) => readFileSync(`deploy/${file}`, 'utf8')
const KUBECTL = '/usr/bin/kubectl'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.app.close())

it('deploy/manifests.yaml is what Moorage answers to deploy/moorage.yaml', async () => {
  const answer = await service.app.inject({
    method: 'POST',
    url: '/v1/manifests',
    headers: { 'content-type': 'application/yaml', accept: 'application/yaml' },
    payload: read('moorage.yaml'),
  })
  expect(answer.statusCode).toBe(200)
  if (process.env.UPDATE === '1') writeFileSync('deploy/manifests.yaml', answer.body)
  expect(read('manifests.yaml'), 'run `npm run deploy:manifests`').toBe(answer.body)
})

type Patch = Named & {
  spec: { template: { spec: { containers: { name: string; env?: { name: string; value: string }[] }[] } } }
}

describe('deploy/stateful-set.yaml', () => {
  const [patch] = loadAll(read('stateful-set.yaml')) as [Patch]
  const containersOf = (object: Patch | undefined) => object?.spec.template.spec.containers ?? []

  it('is for an object there is, and for a container of it', () => {
    const found = (loadAll(read('manifests.yaml')) as Patch[]).find(
      ({ kind, metadata }) =>
        kind === patch.kind && metadata.name === patch.metadata.name && metadata.namespace === patch.metadata.namespace,
    )
    const names = (object: Patch | undefined) => containersOf(object).map(({ name }) => name)
    expect(names(found)).toEqual(names(patch))
  })

  it('sets what the service reads', () => {
    const settings = containersOf(patch).flatMap(({ env = [] }) => env.map(({ name, value }) => [name, value]))
    expect(readConfig(Object.fromEntries(settings))).toMatchObject({ ACCESS: 'tokens', STOP_DELAY_SECONDS: 5 })
  })
})

describe.runIf(existsSync(KUBECTL))('kubectl kustomize deploy', () => {
  it('is accepted, with the volume and no mistake', async () => {
    const text = execFileSync(KUBECTL, ['kustomize', 'deploy'], { encoding: 'utf8' })
    const { body } = await service.http.post('/v1/manifests/validate').type('application/yaml').send(text).expect(200)
    expect(body.objects.flatMap(({ refused }: { refused: object[] }) => refused)).toEqual([])
    expect(body.objects.map(({ kind }: { kind: string }) => kind)).toContain('StatefulSet')
    expect(text).toContain('mountPath: /data')
  })
})

// POST /v1/imports with Compose and Score files: found out, answered, planned and kept, with nothing secret in any of it.
import { strToU8, zipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})

const WHERE = 'provider=aws&region=us-east-1'
const COMPOSE = `name: shop
x-app: &app { image: "shop/app:1", environment: { DB_URL: "postgres://app:c4n4ry@db/app" } }
services:
  web: { <<: *app, ports: ["8080:80"] }
  worker: { <<: *app, ports: !reset [] }
  db: { image: "postgres:16", ports: ["5432:5432"] }
`
const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: "shop/web:1" } }
service: { ports: { http: { port: 80, targetPort: 8080 } } }
resources: { route: { type: route, params: { host: shop.example.com, port: http } } }
`
const post = (text: string, query = WHERE) =>
  service.http.post(`/v1/imports?${query}`).set('content-type', 'application/yaml').send(text)

describe('Compose', () => {
  it('is found out, anchors, tags and all', async () => {
    const { body, text } = await post(COMPOSE).expect(200)
    expect(body).toMatchObject({ format: 'compose', counts: { workloads: { Deployment: 2, StatefulSet: 1 } } })
    expect(body.topology.workloads.web.calls).toEqual(['db'])
    expect(text).not.toContain('c4n4ry')
  })

  it('is answered by the second call', async () => {
    const { body } = await post(COMPOSE).expect(200)
    const [question] = body.questions
    expect(question).toMatchObject({ path: '/workloads/web/expose', assumed: [{ port: 'http', to: 'internet' }] })
    const again = await service.http
      .post(`/v1/imports?${WHERE}`)
      .send({ input: COMPOSE, answers: { [question.id]: [{ port: 'http', to: 'vpc' }] } })
      .expect(200)
    expect(again.body.topology.workloads.web.expose).toEqual([{ port: 'http', to: 'vpc' }])
    expect(again.body.questions).toEqual([])
  })

  it('is planned and kept when that is asked for', async () => {
    const { body } = await post(COMPOSE, `${WHERE}&plan=true`).expect(201)
    await service.http.get(body.plan.url).expect(200)
    const { text } = await service.http.get(`${body.plan.url}/manifests.yaml`).expect(200)
    expect(text).toContain('kind: StatefulSet')
    expect(text).not.toContain('c4n4ry')
  })

  it('may be a whole folder, with its variables', async () => {
    const files = {
      'compose.yaml': strToU8(
        'include: [db/compose.yaml]\nservices: { web: { image: "shop/web:$TAG", ports: ["80:80"] } }\n',
      ),
      'db/compose.yaml': strToU8('services: { db: { image: postgres } }\n'),
      '.env': strToU8('TAG=7\nCOMPOSE_PROJECT_NAME=shop\nPASSWORD=c4n4ry\n'),
      'README.md': strToU8('# c4n4ry\n'),
    }
    const { body, text } = await service.http
      .post(`/v1/imports?${WHERE}`)
      .set('content-type', 'application/zip')
      .send(Buffer.from(zipSync(files)))
      .expect(200)
    expect(body.topology).toMatchObject({ name: 'shop', workloads: { web: { image: 'shop/web:7' }, db: {} } })
    expect(text).not.toContain('c4n4ry')
  })

  it('of the first version says what to do', async () => {
    const { body } = await post('web:\n  image: nginx\n  ports: ["80:80"]\n').expect(200)
    expect(body).toMatchObject({ format: 'compose', topology: { workloads: {} } })
    expect(body.documents[0]).toMatchObject({ outcome: 'refused', because: expect.stringContaining('services:') })
  })
})

describe('Score', () => {
  it('is found out, and its routes are ways in', async () => {
    const { body } = await post(SCORE).expect(200)
    expect(body.format).toBe('score')
    expect(body.topology.workloads.web.expose).toEqual([{ port: 'http', to: 'internet', hosts: ['shop.example.com'] }])
  })
})

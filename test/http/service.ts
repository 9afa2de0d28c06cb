// The whole service as the tests see it, asked through supertest.
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import supertest from 'supertest'
import type { Planner } from '../../src/application/planner.ts'
import { type AppOptions, buildApp } from '../../src/http/app.ts'
import { createMapStore, createRealPlanner } from './planner.ts'

export const VERSION: string = JSON.parse(readFileSync('package.json', 'utf8')).version

export type Service = {
  app: FastifyInstance
  http: ReturnType<typeof supertest>
  store: ReturnType<typeof createMapStore>
  planner: Planner
}

export async function startService(options: Partial<AppOptions> = {}): Promise<Service> {
  const store = createMapStore()
  const planner = options.planner ?? createRealPlanner(store)
  const app = buildApp({ version: VERSION, cursorSecret: 'only for tests', pages: 'pages', ...options, planner })
  await app.ready()
  return { app, http: supertest(app.server), store, planner }
}

/** The port of a service that really listens: what supertest cannot send goes there. */
export async function listen({ app }: Service): Promise<number> {
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  return Number(address.port)
}

/** The smallest topology worth a plan. */
export const SHOP = {
  name: 'shop',
  owner: 'team-shop',
  target: { provider: 'aws', region: 'us-east-1' },
  workloads: {
    web: {
      ports: { http: 8080 },
      calls: ['api'],
      expose: [{ port: 'http', to: 'internet', host: 'shop.example.com' }],
    },
    api: { ports: { http: 8080 } },
  },
}

export const topologyNamed = (name: string, more: object = {}) => ({ ...SHOP, name, ...more })

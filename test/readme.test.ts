// The README's promises that can be checked: the answer it prints is the answer the service gives, its topology is a good one.
import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import supertest from 'supertest'
import { expect, it } from 'vitest'
import { buildApp } from '../src/http/app.ts'
import { ANYBODY, createMapStore, createRealPlanner } from './http/planner.ts'

const readme = readFileSync('README.md', 'utf8')
const blocks = [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, text]) => ({
  language,
  text: text ?? '',
}))
const block = (language: string) => blocks.find((candidate) => candidate.language === language)?.text

it('prints the answer the service gives', async () => {
  const app = buildApp({ planner: createRealPlanner(createMapStore()), version: '0' })
  await app.ready()
  const answer = await supertest(app.server)
    .post('/v1/plans')
    .set('content-type', 'application/yaml')
    .set('accept', 'text/plain')
    .send(readFileSync('openapi/examples/online-shop.yaml', 'utf8'))
  await app.close()
  expect(answer.status).toBe(201)
  expect(block('text')).toBe(answer.text)
})

it('shows a topology that can be planned', async () => {
  const topology = load(block('yaml') ?? '')
  const plan = await createRealPlanner(createMapStore()).draft(ANYBODY, topology)
  expect(plan.designs.recommended.services.map((service) => [service.name, service.type])).toEqual([
    ['api', 'ClusterIP'],
    ['db', 'Headless'],
    ['db-any', 'ClusterIP'],
    ['web', 'LoadBalancer'],
  ])
})

// A DNS record leads to one address: a host that two entrances or balancers answer is told, and a host that one answers is not.
import { describe, expect, it } from 'vitest'
import { draftOf } from '../design/drafting.ts'

const web = (host: string, path: string, to = 'internet') => ({
  ports: { http: 80 },
  expose: [{ port: 'http', to, host, path, tls: { mode: 'terminate' as const } }],
})
const told = (workloads: object, target: object = {}) =>
  draftOf({ name: 'shop', target: { provider: 'aws', region: 'us-east-1', ...target }, workloads })
    .designs.recommended.findings.filter(({ code }) => code === 'HOST_ON_TWO_ADDRESSES')
    .map(({ path }) => path)

describe('a host on two entrances', () => {
  it('is told, once', () => {
    expect(told({ web: web('a.example.com', '/'), api: web('a.example.com', '/api') })).toEqual(['/workloads/web'])
  })
  it.each([
    ['two hosts', { web: web('a.example.com', '/'), api: web('b.example.com', '/api') }, {}],
    ['two sides', { web: web('a.example.com', '/'), api: web('a.example.com', '/', 'vpc') }, {}],
    [
      'an entrance that exists',
      { web: web('a.example.com', '/'), api: web('a.example.com', '/api') },
      { entrances: { there: { api: 'ingress', class: 'alb' } } },
    ],
  ])('is not told of %s', (_, workloads, target) => {
    expect(told(workloads, target)).toEqual([])
  })
  it('is gone where sharing pays', () => {
    const drawn = draftOf({
      name: 'shop',
      owner: 'team',
      target: { provider: 'aws', region: 'us-east-1' },
      workloads: { web: web('a.example.com', '/'), api: web('a.example.com', '/api') },
    })
    expect(drawn.chosen).toBe('consolidated')
    expect(drawn.findings.map(({ code }) => code)).not.toContain('HOST_ON_TWO_ADDRESSES')
  })
})

// The steps of a move as someone would read them before doing it: their order, what each says, what goes, and what cannot be undone.
import { describe, expect, it } from 'vitest'
import type { Step } from '../../../src/domain/consolidation/migration.ts'
import { readAsShell } from '../design/shell-check.ts'
import { mall, migrationFor, type Shared } from './sharings.ts'
import { AWS, shop } from './shops.ts'

const clear = { tls: { mode: 'none' as const } }
const DIGITALOCEAN = { provider: 'digitalocean' as const, region: 'nyc1' }

const mixed = (target: Parameters<typeof mall>[1] = AWS): Shared =>
  mall(
    { ...shop('blog', clear, { ports: { http: 8080 } }), ...shop('docs'), ...shop('wiki', {}, { namespace: 'shop' }) },
    target,
  )
const stepsOf = (shared: Shared): Step[] => migrationFor(shared).steps
const firstWords = (shared: Shared) => stepsOf(shared).map((step) => step.do.split(' ').slice(0, 3).join(' '))

describe('the steps of one group', () => {
  it('put beside, try, lower the time to live, move, watch, and only then take away', () => {
    expect(firstWords(mixed())).toEqual([
      'Put Ingress default/mall-public',
      'Ask Ingress default/mall-public',
      'Lower the time',
      'Point DNS at',
      'Watch the old',
      'Take away what',
    ])
  })

  it('can each be seen to have worked, and gone back from', () => {
    for (const step of stepsOf(mixed())) {
      for (const text of [step.do, step.check, step.rollback, step.downtime]) expect(text.length).toBeGreaterThan(4)
    }
  })

  it('give an address up in the last one only', () => {
    const steps = stepsOf(mixed())
    expect(steps.map(({ oneWay }) => oneWay)).toEqual([false, false, false, false, false, true])
    expect(steps.at(-1)?.rollback).toContain('The old addresses are gone.')
    expect(steps.at(-1)?.downtime).toContain('cut off at once')
  })

  it('wait for the old time to live, and move host by host', () => {
    const steps = stepsOf(mixed())
    expect(steps[2]?.do).toContain('until it has passed, resolvers still hand out the old answer')
    expect(steps[3]?.do).toContain('host by host')
    expect(steps[3]?.do).toContain('blog.example.com, docs.example.com, wiki.example.com')
  })

  it('name the Service that keeps its balancer, and what is open on it meanwhile', () => {
    expect(stepsOf(mixed())[0]?.do).toContain(
      'default/blog keeps its load balancer; a port that only the routes name is open',
    )
    expect(stepsOf(mall({ ...shop('docs'), ...shop('wiki') }))[0]?.do).not.toContain('load balancer')
  })

  it('have a command to try by hand that a shell can read', () => {
    const [, verify] = stepsOf(mall({ ...shop('docs', { path: "/it's/$(id)" }), ...shop('wiki') }))
    const byHand = verify?.do.split('By hand: ')[1] ?? ''
    expect(byHand).toMatch(/^curl .* --connect-to docs\.example\.com:443:"\$ADDRESS":443 'https:/)
    const address = /ADDRESS=\$\(.*?\)/.exec(verify?.do ?? '')?.[0] ?? ''
    expect(() => readAsShell([byHand, address])).not.toThrow()
    expect(address).toContain('kubectl -n default get ingress mall-public')
  })
})

describe('the steps of two groups', () => {
  const both = () =>
    mall({ ...shop('blog'), ...shop('docs'), ...shop('a', { to: 'vpc' }), ...shop('b', { to: 'vpc' }) }, DIGITALOCEAN)

  it('put both beside at once, move one after the other, and take away at the end', () => {
    expect(firstWords(both())).toEqual([
      'Put Gateway default/mall-internal,',
      'Ask Gateway default/mall-internal',
      'Ask Gateway default/mall-public',
      'Lower the time',
      'Point DNS at',
      'Watch the old',
      'Point DNS at',
      'Watch the old',
      'Take away what',
    ])
  })

  it('watch what belongs to each', () => {
    const watched = stepsOf(both()).filter((step) => step.do.startsWith('Watch'))
    expect(watched[0]?.do).toContain('Gateway default/a-entrance, Gateway default/b-entrance.')
    expect(watched[1]?.do).toContain('Gateway default/blog-entrance, Gateway default/docs-entrance.')
  })
})

describe('what goes', () => {
  it('is every load balancer and every entrance that is not there any more', () => {
    expect(migrationFor(mixed()).goes).toEqual([
      'Service/default/blog: turns from LoadBalancer to ClusterIP; its address is given up',
      'Ingress/default/docs-entrance: is deleted; its address is given up',
      'Ingress/shop/wiki-entrance: is deleted; its address is given up',
    ])
    expect(migrationFor(mixed(DIGITALOCEAN)).goes).toEqual([
      'Service/default/blog: turns from LoadBalancer to ClusterIP; its address is given up',
      'Gateway/default/docs-entrance: is deleted; its address is given up',
      'Gateway/shop/wiki-entrance: is deleted; its address is given up',
    ])
  })

  it('is an Ingress for each listener', () => {
    const expose = [
      { port: 'http', to: 'internet', host: 'docs.example.com', tls: { mode: 'terminate' as const } },
      { port: 'http', to: 'internet', host: 'docs.example.com', path: '/old', ...clear },
    ]
    const { goes } = migrationFor(mall({ ...shop('blog'), ...shop('docs', {}, { expose }) }))
    expect(goes).toContain('Ingress/default/docs-entrance-443: is deleted; its address is given up')
    expect(goes).toContain('Ingress/default/docs-entrance-80: is deleted; its address is given up')
  })

  it('is a Service that the second design has not', () => {
    const shared = mixed()
    const without = { ...shared.after, services: shared.after.services.filter(({ name }) => name !== 'blog') }
    const { goes, steps } = migrationFor({ ...shared, after: without })
    expect(goes).toContain('Service/default/blog: is deleted')
    expect(steps.find((step) => step.do.startsWith('Watch'))?.do).toContain('Service default/blog,')
  })

  it('is nothing of what exists already, nor of what stays', () => {
    const shared = mall({
      ...shop('blog'),
      ...shop('docs'),
      mqtt: { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] },
    })
    expect(migrationFor(shared).goes.join()).not.toContain('mqtt')
  })
})

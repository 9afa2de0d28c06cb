// A lesson as a learner reads it: each kind of caller from its name to the container, in sentences, and one line that tries it.
import { describe, expect, it } from 'vitest'
import { type Lesson, lessonOf } from '../../../src/domain/lesson/lesson.ts'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { exampleNamed, storyNamed } from '../../examples/stories.ts'
import { draftOf } from '../design/drafting.ts'

function lessonAbout(drawn: Draft, name: string): Lesson {
  const design = drawn.designs[drawn.chosen]
  const service = design.services.find((one) => one.name === name)
  if (service === undefined) throw new Error(`there is no ${name}`)
  return lessonOf({ service, design, topology: drawn.topology })
}

const small = (workloads: TopologyInput['workloads'], target: TopologyInput['target'], rest: object = {}) =>
  draftOf({ name: 'small', target, workloads, ...rest })

const told = ({ paths }: Lesson): string[][] =>
  paths.map(({ caller, steps }) => [caller, ...steps.map(({ at, text }) => `${at}: ${text}`)])

const ARTICLE = draftOf(exampleNamed('article'))
const AWS = { provider: 'aws', region: 'us-east-1' } as const

describe('a path', () => {
  it('from a client through an entrance to the container', () => {
    expect(told(lessonAbout(ARTICLE, 'frontend'))).toEqual([
      [
        'client internet',
        'public DNS: The client asks the public DNS for www.example.com. A record that you make leads from there to what the next step names.',
        'entrance public (alb): Client internet connects to the entrance public (alb), port 443, speaking https (layer 7). Host www.example.com; TLS ends here.',
        'pods of frontend: The entrance public (alb) hands it on to one of the pods of frontend, port 8080, speaking http (layer 7). ' +
          'Straight to a pod: the Service only says which; the caller’s address arrives in X-Forwarded-For only; in clear text.',
        'container, port 8080: In the pod the container that listens on port 8080 takes it. The Service maps its port 80 to it (targetPort).',
      ],
    ])
  })

  it('from callers inside by a virtual address', () => {
    const [[caller, ...steps] = []] = told(lessonAbout(ARTICLE, 'backend'))
    expect(caller).toBe('callers admin, frontend, webapp')
    expect(steps[0]).toBe(
      'DNS of the cluster: admin, frontend, webapp ask the cluster’s DNS for "backend". The resolver in the pod completes that to ' +
        'backend.default.svc.cluster.local. The answer is the virtual address of the Service.',
    )
    expect(steps[1]).toMatch(
      /^virtual address of backend: Callers admin, frontend, webapp connect to the virtual address/,
    )
    expect(steps[2]).toMatch(/ From there it goes on to one of the pods of backend, port 80, .* kube-proxy, or what/)
  })

  it('from nobody yet: what anybody would ask for', () => {
    const [[, lookUp, first] = []] = told(lessonAbout(ARTICLE, 'database-any'))
    expect(lookUp).toContain('asks the cluster’s DNS for "database-any", a pod of another for "database-any.default".')
    expect(first).toContain('Any caller connects to the virtual address of database-any')
  })

  it.each<[string, string, RegExp[]]>([
    [
      'to the pods of a headless Service',
      'database',
      [/addresses of the pods themselves\. database-0\.database\./, /one of the pods/, /maps no port/],
    ],
    [
      'to an alias and no further',
      'external-database',
      [/^DNS alias .* asks the cluster’s DNS\. The answer is a CNAME/, /^outside host .* With that answer/],
    ],
    [
      'through the API server',
      'admin',
      [/^kubeconfig: /, /connects to the API server/, /hands it on to one of the pods of admin/, /port 80/],
    ],
    [
      'through a load balancer',
      'webapp',
      [/app\.example\.com/, /^load balancer .* 203\.0\.113\.0/, /pods of webapp/, /maps its port 443/],
    ],
  ])('%s', (_, name, steps) => {
    const [[, ...found] = [], ...more] = told(lessonAbout(ARTICLE, name))
    expect(more).toEqual([])
    expect(found).toHaveLength(steps.length)
    for (const [index, step] of steps.entries()) expect(found[index]).toMatch(step)
  })

  it('by a node', () => {
    const lesson = lessonAbout(draftOf(storyNamed('article-bare-metal')), 'frontend')
    const [[, lookUp, node, pods] = []] = told(lesson)
    expect(lookUp).toMatch(/A record that you make leads from there to nodes\.$/)
    expect(node).toMatch(/^node: Client internet connects to a node, /)
    expect(pods).toMatch(/^pods of frontend: A node hands it on to /)
  })

  it('asks the DNS of the network where the address is an inner one, and says so where there is no name', () => {
    const lookUpOf = (exposure: object) => {
      const web = { ports: { tcp: 9000 }, expose: [{ port: 'tcp', to: 'vpc', ...exposure }] }
      return told(lessonAbout(small({ web }, AWS), 'web'))[0]?.[1]
    }
    expect(lookUpOf({ host: 'in.example.com' })).toMatch(/^DNS of the network: .* for in\.example\.com\. A record/)
    expect(lookUpOf({})).toMatch(/^address: No host name is asked for/)
  })

  it('names each namespace’s way of asking', () => {
    const ports = { http: 80 }
    const workloads = {
      api: { namespace: 'shop', ports },
      near: { namespace: 'shop', calls: ['api'] },
      far: { namespace: 'web', calls: ['api'] },
    }
    expect(told(lessonAbout(small(workloads, AWS), 'api'))[0]?.[1]).toContain(
      'far asks the cluster’s DNS for "api.shop". near asks the cluster’s DNS for "api".',
    )
  })
})

describe('one line to try', () => {
  it.each<[string, Draft, string, RegExp, RegExp]>([
    [
      'a way in through an entrance',
      ARTICLE,
      'frontend',
      /^ADDRESS=.*get ingress article-public.*; curl .*www\.example\.com/,
      /status code/,
    ],
    ['a load balancer', ARTICLE, 'webapp', /^ADDRESS=.*get service webapp.*; openssl s_client /, /certificate/],
    ['a port-forward', ARTICLE, 'admin', /port-forward service\/admin/, /status code/],
    ['a call', ARTICLE, 'cache', / -- nc -zv -w 5 cache 6379$/, /open/],
    ['a pod of a headless Service', ARTICLE, 'database', / -- nc -zv -w 5 database-0\.database\./, /open/],
    ['what nobody calls', ARTICLE, 'database-any', /^kubectl -n default get endpointslices/, /no pod is ready/],
    [
      'an inner address, with nothing behind a remark',
      small({ web: { ports: { tcp: 9000 }, expose: [{ port: 'tcp', to: 'vpc' }] } }, AWS),
      'web',
      /; echo "\$ADDRESS"; nc -zv /,
      /open/,
    ],
    [
      'datagrams',
      small({ web: { ports: { udp: 514 }, expose: [{ port: 'udp', to: 'internet' }] } }, AWS),
      'web',
      /nc -u /,
      /Silence proves nothing/,
    ],
  ])('%s', (_, drawn, name, command, expected) => {
    const lesson = lessonAbout(drawn, name)
    expect(lesson.try.command).toMatch(command)
    expect(lesson.try.expect).toMatch(expected)
  })
})

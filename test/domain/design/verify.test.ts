// The commands that try a design: what each situation gets, that it is shell, and that the shell sees the words as they are meant.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf, serviceNamed } from './drafting.ts'
import { readAsShell, wordsGiven } from './shell-check.ts'

type Workload = TopologyInput['workloads'][string]
type Target = TopologyInput['target']

const AWS: Target = { provider: 'aws', region: 'us-east-1' }
const NONE: Target = { provider: 'bare-metal' }
const caller: Workload = { calls: ['web'] }

const drawn = (workloads: Record<string, Workload>, target: Target = AWS, rest: Partial<TopologyInput> = {}) =>
  draftOf({ name: 'small', target, workloads, ...rest })

/** The commands of a Service but for the first, which looks at what is behind it. */
function verified(name: string, ...asked: Parameters<typeof drawn>): string[] {
  const commands = serviceNamed(drawn(...asked), name).verify
  readAsShell(commands)
  return commands.slice(1)
}

/** What runs in the caller's pod. */
const triedBy = (command: string): string[] => {
  const given = wordsGiven(command, 'pod/caller-1')
  const [words] = given
  return words?.slice(words.indexOf('--') + 1) ?? []
}

describe('a call is tried from a pod of the caller', () => {
  it('with its address and labels, under the name it uses, in a container that may run anywhere', () => {
    const [command = '', ...more] = verified('web', {
      web: { namespace: 'shop', ports: { http: 8080 } },
      caller: { ...caller, selector: { app: 'caller', tier: 'front' } },
    })
    expect(more).toEqual([])
    expect(command).toContain(
      'kubectl -n default get pods -l app=caller,tier=front --field-selector=status.phase=Running',
    )
    expect(command).toContain('"runAsUser":100')
    expect(wordsGiven(command, 'pod/caller-1')).toEqual([
      [
        ...['kubectl', '-n', 'default', 'debug', 'pod/caller-1', '--attach', '--quiet', '--profile=restricted'],
        ...['--custom=/dev/stdin', '--image=curlimages/curl:8.11.1', '--'],
        ...['curl', '-sS', '-m', '5', '-o', '/dev/null', '-w', '%{http_code}\\n', 'http://web.shop:8080/'],
      ],
    ])
  })

  it.each<[string, Workload, string[]]>([
    ['https', { ports: { https: 443 } }, ['curl', '-sS', '-m', '5', '-k', 'https://web:443/']],
    ['http2', { ports: { h2c: 8080 } }, ['curl', '-sS', '-m', '5', '--http2-prior-knowledge', 'http://web:8080/']],
    ['grpc', { ports: { grpc: 50_051 } }, ['nc', '-zv', '-w', '5', 'web', '50051']],
    ['a database', { ports: { postgres: 5432 } }, ['nc', '-zv', '-w', '5', 'web', '5432']],
    ['DNS', { ports: { dns: 53 } }, ['nslookup', '-type=a', 'kubernetes.default.svc.cluster.local', 'web']],
    ['UDP', { ports: { udp: 514 } }, ['sh', '-c', 'echo | nc -u -w 5 web 514']],
  ])('%s', (_, web, words) => {
    const [command = ''] = verified('web', { web, caller })
    expect(
      triedBy(command).filter((word) => !/^(-o|-w|\/dev\/null|%\{http_code\}\\n)$/.test(word) || words.includes(word)),
    ).toEqual(words)
  })

  it('SCTP is left to a remark: no tool of the image speaks it', () => {
    const [command = ''] = verified('web', { web: { ports: { sctp: 3868 } }, caller })
    expect(command).toMatch(/^# SCTP from caller/)
    expect(wordsGiven(command)).toEqual([])
  })

  it('a headless one: its name, the name of its first pod, then the port of that pod', () => {
    const web: Workload = { kind: 'StatefulSet', replicas: 2, ports: { postgres: 5432 }, discovery: 'per-pod' }
    const pod = 'web-0.web.default.svc.cluster.local'
    expect(verified('web', { web, caller }).map(triedBy)).toEqual([
      ['nslookup', 'web.default.svc.cluster.local'],
      ['nslookup', pod],
      ['nc', '-zv', '-w', '5', pod, '5432'],
    ])
  })

  it('a headless one that nobody calls: its names, from a pod of its own', () => {
    const commands = verified('web', { web: { kind: 'StatefulSet' } })
    expect(commands.map(triedBy)).toEqual([
      ['nslookup', 'web.default.svc.cluster.local'],
      ['nslookup', 'web-0.web.default.svc.cluster.local'],
    ])
  })

  it('an ExternalName: the alias, then the port behind it', () => {
    const externals = { cards: { host: 'api.example.net', port: 443, tls: true } }
    const commands = verified('cards', { web: { calls: ['external:cards'] } }, AWS, { externals })
    expect(commands.map(triedBy)).toEqual([
      ['nslookup', '-type=cname', 'cards.default.svc.cluster.local'],
      ['nc', '-zv', '-w', '5', 'cards', '443'],
    ])
  })

  it.each<[string, Workload]>([
    ['a CronJob', { kind: 'CronJob', calls: ['web'] }],
    ['a Deployment scaled to nothing', { replicas: 0, calls: ['web'] }],
  ])('%s has no pod to look into: one with its labels, that no Service will send anything, is run for it', (_, job) => {
    const [command = ''] = verified('web', { web: { ports: { http: 80 } }, job })
    const [words = []] = wordsGiven(command)
    expect(words.slice(0, 5)).toEqual(['kubectl', '-n', 'default', 'run', 'try-job'])
    expect(words).toContain('--labels=app.kubernetes.io/name=job')
    expect(words).toContain('--rm')
    const overrides = JSON.parse(
      words.find((word) => word.startsWith('--overrides='))?.slice('--overrides='.length) ?? '',
    )
    expect(overrides.spec).toMatchObject({
      readinessGates: [{ conditionType: 'moorage/never' }],
      securityContext: { runAsNonRoot: true, runAsUser: 100 },
    })
    expect(triedBy(command).at(-1)).toBe('http://web:80/')
  })

  it('of hundreds the first are tried, and the rest counted', () => {
    const callers = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`c${index}`, caller]))
    const commands = verified('web', { web: { ports: { http: 80 } }, ...callers })
    expect(commands).toHaveLength(26)
    expect(commands.at(-1)).toBe('# and 15 more calls in the same way')
  })
})

describe('a way in is tried as a client would', () => {
  const set = 'ADDRESS=192.0.2.1; NODE=192.0.2.2'
  const tries = (web: Workload, target: Target = AWS) => {
    const [first = '', ...commands] = verified('web', { web }, target)
    expect(first).toMatch(/^(ADDRESS|NODE)=\$\(kubectl -n default get /)
    return commands.flatMap((command) => wordsGiven(command, '30001', set)).map((words) => words.join(' '))
  }
  const code = '-o /dev/null -w %{http_code}\\n'

  it.each<[string, Workload, string]>([
    [
      'HTTP without a host',
      { ports: { http: 80 }, expose: [{ port: 'http', to: 'internet' }] },
      `curl -sS -m 10 ${code} http://192.0.2.1:80/`,
    ],
    [
      'HTTP with a host',
      { ports: { http: 80 }, expose: [{ port: 'http', to: 'internet', host: 'a.example.com' }] },
      `curl -sS -m 10 ${code} --connect-to a.example.com:80:192.0.2.1:80 http://a.example.com:80/`,
    ],
    [
      'TLS passed through',
      { ports: { https: 443 }, expose: [{ port: 'https', to: 'internet', host: 'a.example.com' }] },
      'openssl s_client -brief -connect 192.0.2.1:443 -servername a.example.com',
    ],
    [
      'TLS without a host',
      { ports: { tls: 8883 }, expose: [{ port: 'tls', to: 'internet' }] },
      'openssl s_client -brief -connect 192.0.2.1:8883',
    ],
    ['TCP', { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] }, 'nc -zv -w 5 192.0.2.1 1883'],
    ['UDP', { ports: { dns: 53 }, expose: [{ port: 'dns', to: 'internet' }] }, 'nc -u -w 5 192.0.2.1 53'],
    ['SCTP', { ports: { sctp: 3868 }, expose: [{ port: 'sctp', to: 'internet' }] }, 'ncat --sctp -w 5 192.0.2.1 3868'],
  ])('%s', (_, web, words) => {
    expect(tries(web)).toEqual([words])
  })

  it('TLS that the balancer ends is asked for by curl, and its certificate is looked at', () => {
    const tls = { mode: 'terminate' as const, certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/x' }
    const web: Workload = {
      ports: { http: 80 },
      expose: [{ port: 'http', to: 'internet', host: 'a.example.com', tls, preserveClientIP: true }],
    }
    expect(tries(web)).toEqual([
      `curl -sS -m 10 ${code} --connect-to a.example.com:443:192.0.2.1:443 https://a.example.com:443/`,
    ])
  })

  it('a node port: on a node that has a pod, at the number it was given, and without TLS that nothing ends', () => {
    const web: Workload = {
      ports: { http: 80 },
      expose: [{ port: 'http', to: 'internet', host: 'a.example.com', tls: { mode: 'terminate' } }],
    }
    expect(tries(web, NONE)).toEqual([
      `curl -sS -m 10 ${code} --connect-to a.example.com:30001:192.0.2.2:30001 http://a.example.com:30001/`,
    ])
  })

  it('an inner address: from inside the network', () => {
    const web: Workload = { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'vpc' }] }
    expect(verified('web', { web })[0]).toMatch(/# an inner address: try it from inside the network$/)
  })

  it('a port-forward is begun, tried and ended', () => {
    const web: Workload = { ports: { http: 80 }, expose: [{ port: 'http', to: 'office', until: '2027-06-30' }] }
    const clients = { office: { network: 'office' as const, cidrs: ['192.0.2.0/24'] } }
    const [command = ''] = verified('web', { web }, AWS, { clients })
    const given = wordsGiven(command).map((words) => words.join(' '))
    // In the background: it may say what it was given after those that come after it.
    const forward = 'kubectl -n default port-forward service/web 8080:80'
    expect(given).toContain(forward)
    const inTurn = given.filter((words) => words !== forward)
    expect(inTurn).toContain(`curl -sS -m 10 ${code} http://127.0.0.1:8080/`)
    expect(inTurn.at(-1)).toMatch(/^kill \d+$/)
  })

  it('kubectl forwards TCP alone: datagrams for a team have an address', () => {
    const web: Workload = { ports: { udp: 514 }, expose: [{ port: 'udp', to: 'office', until: '2027-06-30' }] }
    const clients = { office: { network: 'office' as const, cidrs: ['192.0.2.0/24'] } }
    expect(serviceNamed(drawn({ web }, AWS, { clients }), 'web').type).toBe('LoadBalancer')
  })
})

describe('an entrance tries its routes at its own address', () => {
  const tls = { mode: 'terminate' as const }
  const expose = [
    {
      port: 'http',
      to: 'internet',
      hosts: ['a.example.com', '*.b.example.com'],
      paths: ["/it's/$(id)/&;!", '/other'],
      tls,
    },
    { port: 'http', to: 'internet', listen: 8080, path: '/any' },
  ]
  const web: Workload = { namespace: 'shop', ports: { http: 80 }, expose }
  const entrances = { shared: { api: 'ingress' as const, class: 'alb' } }
  const codes = (words: string[]) =>
    words.filter((word) => !['-o', '/dev/null', '-w', '%{http_code}\\n'].includes(word)).join(' ')

  it('host by host, a wildcard by a name below it, hostile paths as they are', () => {
    const all = drawn({ web }, { ...AWS, entrances }).designs.recommended.entrances
    const commands = all.flatMap(({ verify }) => verify)
    readAsShell(commands)
    expect(commands[0]).toContain('kubectl -n shop get ingress small-shared -o jsonpath=')
    const given = wordsGiven(commands.join('\n'), '192.0.2.1').map(codes)
    expect(given).toContain(
      "curl -sS -m 10 --connect-to a.example.com:443:192.0.2.1:443 https://a.example.com:443/it's/$(id)/&;!",
    )
    expect(given).toContain(
      "curl -sS -m 10 --connect-to try.b.example.com:443:192.0.2.1:443 https://try.b.example.com:443/it's/$(id)/&;!",
    )
    expect(given.filter((words) => words.includes('/any'))).toEqual([
      'curl -sS -m 10 --connect-to any.example:8080:192.0.2.1:8080 http://any.example:8080/any',
    ])
  })

  it('a Gateway is asked for by its whole name: other kinds are called gateway too', () => {
    const [entrance] = drawn({ web }, { provider: 'gcp', region: 'us-central1' }).designs.recommended.entrances
    expect(entrance?.verify[0]).toContain('kubectl -n shop get gateways.gateway.networking.k8s.io web-entrance')
  })

  it('of very many hosts the first are tried, and the rest counted', () => {
    const hosts = Array.from({ length: 60 }, (_, index) => `h${index}.example.com`)
    const many: Workload = { ports: { http: 80 }, expose: [{ port: 'http', to: 'internet', hosts, tls }] }
    const [entrance] = drawn({ web: many }).designs.recommended.entrances
    expect(entrance?.verify).toHaveLength(27)
    expect(entrance?.verify.at(-1)).toBe('# and 35 more hosts in the same way')
  })
})

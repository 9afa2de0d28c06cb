// POST /v1/imports over HTTP: every form of body, what is said beside it, and what is refused. What is made of the files is tested with the
// importers.
import { beforeAll, describe, expect, it } from 'vitest'
import { ImportAnswer } from '../../src/application/imports/imports.ts'
import { gzipOf, tarOf, withDirectory, zipOf } from './archived.ts'
import { type Service, startService } from './service.ts'

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web:1 }] }
`
const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: LoadBalancer
  selector: { app: web }
  ports: [{ name: http, port: 80 }]
`
const BOTH = `${DEPLOYMENT}---\n${SERVICE}`
const LIST = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    },
  ],
}
const AWS = '?provider=aws&region=us-east-1'
const QUESTION = 'load-balancer-without-scheme:/workloads/web/expose/0/to'

let service: Service
beforeAll(async () => {
  service = await startService()
})

// Bytes of type JSON would be turned into text once more on their way.
const post = (query = AWS) => service.http.post(`/v1/imports${query}`)
const sent = (type: string, body: string | Buffer, query = AWS) =>
  post(query)
    .set('content-type', type)
    .send(type === 'application/json' ? String(body) : body)

describe('→ 200', () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(BOTH, 'utf16le')])
  const bigEndian = Buffer.from(utf16).swap16()
  it.each<[string, string, () => Promise<Buffer> | Buffer]>([
    ['YAML', 'application/yaml', () => Buffer.from(BOTH)],
    ['UTF-8 with a byte order mark', 'application/yaml', () => Buffer.from(`\uFEFF${BOTH}`)],
    ['UTF-16', 'application/yaml', () => utf16],
    ['UTF-16 the other way round', 'text/yaml', () => bigEndian],
    ['line breaks of Windows', 'application/yaml', () => Buffer.from(BOTH.replaceAll('\n', '\r\n'))],
    ['a zip archive', 'application/zip', () => zipOf({ 'k8s/web.yaml': DEPLOYMENT, 'k8s/service.yml': SERVICE })],
    ['a tar archive', 'application/x-tar', () => tarOf([{ name: 'web.yaml', text: BOTH }])],
    [
      'a gzipped tar archive',
      'application/gzip',
      async () =>
        gzipOf(
          await tarOf([
            { name: 'k8s', type: 'directory' },
            { name: 'k8s/web.yaml', text: BOTH },
          ]),
        ),
    ],
  ])('for %s', async (_, type, body) => {
    const { body: answer } = await sent(type, await body()).expect(200)
    const { topology, counts, asIs } = ImportAnswer.parse(answer)
    expect(counts).toEqual({
      workloads: { Deployment: 1 },
      services: { LoadBalancer: 1 },
      ingresses: 0,
      gateways: 0,
      routes: {},
    })
    expect(Object.keys(topology.workloads)).toEqual(['web'])
    expect(asIs?.loadBalancers.map(({ product }) => product)).toEqual(['nlb'])
  })

  it('for a List as kubectl prints it, and the same in an envelope', async () => {
    const plain = await sent('application/json', JSON.stringify(LIST)).expect(200)
    const envelope = { target: { provider: 'aws', region: 'us-east-1' }, input: LIST }
    const wrapped = await sent('application/json', JSON.stringify(envelope), '').expect(200)
    expect(wrapped.body).toEqual(plain.body)
  })

  it('for a form with files, an archive among them, and a target beside them', async () => {
    const { body } = await post('')
      .field('target', '{ provider: gcp, region: us-central1 }')
      .field('name', 'shop')
      .attach('files', Buffer.from(DEPLOYMENT), 'deployment.yaml')
      .attach('files', zipOf({ 'service.yaml': SERVICE, 'README.md': '# web' }), 'more.zip')
      .expect(200)
    expect(body.topology).toMatchObject({ name: 'shop', target: { provider: 'gcp' } })
    expect(body.asIs.loadBalancers).toMatchObject([
      { product: 'forwarding-rule', serves: [{ file: 'service.yaml', line: 1 }] },
    ])
    expect(body.documents).toContainEqual({
      file: 'README.md',
      document: 1,
      line: 1,
      outcome: 'skipped',
      because: 'it is neither YAML nor JSON',
    })
  })

  it('for the second call, with answers', async () => {
    const first = await sent('application/yaml', BOTH).expect(200)
    expect(first.body.questions.map(({ id }: { id: string }) => id)).toEqual([QUESTION])
    expect(first.body.topology.workloads.web.expose).toEqual([{ port: 'http', to: 'internet' }])
    const second = await sent(
      'application/json',
      JSON.stringify({ input: BOTH, answers: { [QUESTION]: 'vpc' } }),
    ).expect(200)
    expect(second.body.questions).toEqual([])
    expect(second.body.topology.workloads.web.expose).toEqual([{ port: 'http', to: 'vpc' }])
  })

  it('with the query winning over the target beside the files', async () => {
    const envelope = { target: { provider: 'gcp', region: 'us-central1', zones: 2 }, input: BOTH }
    const { body } = await sent('application/json', JSON.stringify(envelope)).expect(200)
    expect(body.topology.target).toEqual({ provider: 'aws', region: 'us-east-1', zones: 2 })
  })
})

describe('→ 201', () => {
  it('with plan=true: the plan is kept, and stands beside what is paid for today', async () => {
    const { body, headers } = await sent('application/yaml', BOTH, `${AWS}&plan=true`).expect(201)
    expect(headers.location).toBe(body.plan.url)
    expect(body.difference).toEqual({ currency: 'USD', asIs: '27.38', planned: '27.38', saving: '0.00' })
    await service.http.get(body.plan.url).expect(200)
  })
})

describe('→ 400', () => {
  it.each<[string, string, () => Promise<Buffer> | Buffer, RegExp]>([
    ['bytes that are no text', 'application/yaml', () => Buffer.from([0x61, 0xff, 0xfe, 0x61]), /neither UTF-8/],
    ['an archive that is not whole', 'application/zip', () => zipOf({ 'a.yaml': BOTH }).subarray(0, 60), /not whole/],
    [
      'a gzip stream that is not whole',
      'application/gzip',
      async () => (await gzipOf(Buffer.from(BOTH))).subarray(0, 40),
      /not whole/,
    ],
    ['an envelope with nothing in it', 'application/json', () => Buffer.from('{"answers": {}}'), /nothing to import/],
    [
      'an envelope with an unknown field',
      'application/json',
      () => Buffer.from('{"input": "a", "fromat": "score"}'),
      /1 mistake/,
    ],
  ])('for %s', async (_, type, body, says) => {
    const { body: problem } = await sent(type, await body()).expect(400)
    expect(problem.code).toBe('MALFORMED_DOCUMENT')
    expect(problem.detail).toMatch(says)
  })

  it('for a format that is none', async () => {
    const { body } = await sent('application/yaml', BOTH, `${AWS}&format=helm`).expect(400)
    expect(body.errors).toMatchObject([{ pointer: '/query/format' }])
  })
})

describe('→ 413', () => {
  it('for more than 10 MiB', async () => {
    const { body } = await sent('application/yaml', Buffer.alloc(10 * 1024 * 1024 + 1, 'a')).expect(413)
    expect(body.detail).toContain('10 MiB')
  })
})

describe('→ 415', () => {
  it('for other types, here and for archives everywhere else', async () => {
    await sent('text/plain', BOTH).expect(415)
    for (const type of ['application/zip', 'multipart/form-data; boundary=a']) {
      await service.http.post('/v1/plans').set('content-type', type).send('a').expect(415)
    }
  })
})

describe('→ 422', () => {
  const small = zipOf({ 'a.yaml': BOTH })
  const bomb = zipOf({ 'a.yaml': 'a'.repeat(8 * 1024 * 1024) })
  const many = () => zipOf(Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`${index}.yaml`, 'a: 1'])))
  it.each<[string, string, () => Promise<Buffer> | Buffer, string]>([
    ['a way out of a zip archive', 'application/zip', () => zipOf({ '../a.yaml': BOTH }), 'UNSAFE_NAME'],
    ['a name from the root', 'application/zip', () => zipOf({ '/etc/a.yaml': BOTH }), 'UNSAFE_NAME'],
    ['a name that is too long', 'application/zip', () => zipOf({ [`${'a'.repeat(300)}.yaml`]: BOTH }), 'NAME_TOO_LONG'],
    ['too many files', 'application/zip', many, 'TOO_MANY_FILES'],
    ['a bomb', 'application/zip', () => bomb, 'RATIO_TOO_HIGH'],
    [
      'a directory that says less than there is',
      'application/zip',
      () => withDirectory(bomb, 24, 10, 4),
      'NOT_AS_SAID',
    ],
    ['a link in a zip archive', 'application/zip', () => withDirectory(small, 38, 0o120777 * 0x10000, 4), 'LINK'],
    ['encryption', 'application/zip', () => withDirectory(small, 8, 1, 2), 'ENCRYPTED'],
    [
      'a link in a tar archive',
      'application/x-tar',
      () => tarOf([{ name: 'a.yaml', type: 'symlink', linkname: '/etc/passwd' }]),
      'LINK',
    ],
    [
      'a way out of a tar archive',
      'application/x-tar',
      () => tarOf([{ name: '../a.yaml', text: BOTH }]),
      'UNSAFE_NAME',
    ],
    ['a gzip bomb', 'application/gzip', () => gzipOf(Buffer.alloc(64 * 1024 * 1024)), 'TOO_BIG'],
  ])('for %s', async (_, type, body, code) => {
    const { body: problem } = await sent(type, await body()).expect(422)
    expect(problem).toMatchObject({ code: 'UNSAFE_ARCHIVE', errors: [{ code }] })
  })

  it('for files that are of no format', async () => {
    const { body } = await sent('application/yaml', 'just: a\nmap: of things\n').expect(422)
    expect(body.code).toBe('UNKNOWN_FORMAT')
  })

  it.each([
    ['no provider', '', '/target'],
    ['no region where prices hang on it', '?provider=aws', '/target/region'],
    ['a region that is none', '?provider=aws&region=mars-1', '/target/region'],
  ])('for %s', async (_, query, pointer) => {
    const { body } = await sent('application/yaml', BOTH, query).expect(422)
    expect(body.errors[0].pointer.startsWith(pointer)).toBe(true)
    expect(body.detail).toContain('?provider=')
  })

  it.each([
    ['that is empty', 'application/json', '', 'The body is empty; send the files to import.'],
    [
      'that is no JSON',
      'application/json',
      '{"input":',
      'The body cannot be read: a value is expected here (line 1, column 10).',
    ],
    ['that is neither an object nor a list', 'application/json', '"a"', 'The body must be an object or a list'],
    ['of blanks', 'application/yaml', ' \n\n', 'The body is empty; send the files to import.'],
  ])('for a body %s, whatever format is named', async (_, type, body, detail) => {
    const refused = await sent(type, body, `${AWS}&format=kubernetes`).expect(400)
    expect(refused.body.code).toBe('MALFORMED_DOCUMENT')
    expect(refused.body.detail).toContain(detail)
  })

  it('for a target beside the files that is no text, also where the query says what it is', async () => {
    const body = JSON.stringify({ input: BOTH, target: { provider: ['aws'] } })
    const refused = await sent('application/json', body, AWS).expect(422)
    expect(refused.body.errors[0].pointer).toBe('/target/provider')
  })

  it('for an answer to nothing, and for one that cannot be', async () => {
    const asked = (answers: object) => sent('application/json', JSON.stringify({ input: BOTH, answers }))
    const unknown = await asked({ nothing: 1 }).expect(422)
    expect(unknown.body).toMatchObject({ code: 'INVALID_ANSWER', errors: [{ pointer: '/answers/nothing' }] })
    const wrong = await asked({ [QUESTION]: 'everybody' }).expect(422)
    expect(wrong.body).toMatchObject({ code: 'INVALID_ANSWER', errors: [{ pointer: '/workloads/web/expose/0/to' }] })
  })

  it.each([
    ['where there is no workload', '', /^must name at least one workload, and none was found in these files/],
    [
      'where the files are of another format',
      '&format=compose',
      /\(no Compose file: it has apiVersion; .*leave `plan` out/,
    ],
  ])('for plan=true %s', async (_, format, detail) => {
    const { body } = await sent(
      'application/yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
      `${AWS}&plan=true${format}`,
    ).expect(422)
    expect(body.errors).toEqual([
      { pointer: '/workloads', code: 'NO_WORKLOADS', detail: expect.stringMatching(detail) },
    ])
  })
})

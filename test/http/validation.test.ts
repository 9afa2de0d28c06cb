// POST /v1/manifests/validate: every status the document promises, and the bounds of an answer.
import { dump } from 'js-yaml'
import { beforeAll, describe, expect, it } from 'vitest'
import { ManifestValidation } from '../../src/domain/manifests/validation/checked-object.ts'
import { Problem } from '../../src/http/problems.ts'
import { type Service, startService } from './service.ts'
import { asking, checked, config, PATH, web } from './validating.ts'

let service: Service
const { asYaml, asJson } = asking(() => service)
beforeAll(async () => {
  service = await startService()
})

describe('→ 200 as text', () => {
  it('is a short list for a terminal, what is refused first', async () => {
    const { text } = await asJson([
      web({ loadBalancerIP: '192.0.2.7' }),
      config('a'),
      web({ ports: [{ port: 0 }] }, { namespace: 'shop' }),
    ])
      .accept('text/plain')
      .expect(200)
      .expect('content-type', 'text/plain; charset=utf-8')
    expect(text).toBe(
      [
        '3 objects: 2 accepted, 1 refused',
        '',
        'Service shop/web (line 1)',
        '  REFUSED  line 1 /spec/ports/0/port: must be between 1 and 65535, but is 0',
        '',
        'Service web (line 1)',
        '  outdated line 1 /spec/loadBalancerIP: is deprecated since 1.24; use the',
        "           provider's own annotation for a static address",
        '',
      ].join('\n'),
    )
  })
})

describe('a Secret', () => {
  const MARKER = 'hunter2hunter2'
  it.each<[string, object]>([
    ['no base64', { data: { password: MARKER } }],
    ['no text', { stringData: { password: [MARKER] } }],
    ['a number', { stringData: { password: 4711_4711 } }],
    ['no map', { data: MARKER }],
    ['a list', { stringData: [MARKER] }],
    ['a bad key', { stringData: { 'pass word': MARKER } }],
    ['an unknown field', { stringdata: { password: MARKER } }],
    [
      'an annotation of kubectl’s',
      { metadata: { name: 's', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': MARKER } } },
    ],
  ])('with %s never comes back', async (_, parts) => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, ...parts }
    for (const form of ['application/json', 'text/plain']) {
      for (const request of [
        asJson(secret),
        asYaml(dump(secret)),
        asJson({ apiVersion: 'v1', kind: 'List', items: [secret] }),
      ]) {
        const { text } = await request.accept(form).expect(200)
        expect(text).not.toContain('hunter2')
        expect(text).not.toContain('4711')
      }
    }
  })
})

describe('→ 400', () => {
  it.each<[string, () => ReturnType<typeof service.http.post>, string]>([
    ['what is not YAML', () => asYaml('a: 1\n---\nb: [1, 2\n'), 'MALFORMED_DOCUMENT'],
    ['what is not JSON', () => service.http.post(PATH).type('json').send('{"kind":'), 'MALFORMED_DOCUMENT'],
    ['comments only', () => asYaml('# nothing\n---\n# at all\n'), 'MALFORMED_DOCUMENT'],
    ['no body', () => service.http.post(PATH), 'MALFORMED_DOCUMENT'],
    ['an alias in any document', () => asYaml('a: 1\n---\na: &x 1\nb: *x\n'), 'YAML_ALIASES_NOT_ALLOWED'],
    ['a key given twice', () => asYaml('a: 1\n---\na: 1\na: 2\n'), 'MALFORMED_DOCUMENT'],
  ])('for %s', async (_, request, code) => {
    expect(Problem.parse((await request().expect(400)).body).code).toBe(code)
  })

  it('tells the line of the stream', async () => {
    const { body } = await asYaml('a: 1\n---\na: 1\na: 2\n').expect(400)
    expect(body.errors).toMatchObject([{ code: 'DUPLICATE_KEY', line: 4, column: 1 }])
  })

  it.each([
    ['?provider=aliyun', '/query/provider'],
    ['?provider=mars', '/query/provider'],
    ['?kubernetesVersion=1.30', '/query/kubernetesVersion'],
    ['?kubernetesVersion=1.38', '/query/kubernetesVersion'],
    ['?kubernetesVersion=v1.33', '/query/kubernetesVersion'],
    ['?kubernetesVersion=1.33&kubernetesVersion=1.34', '/query/kubernetesVersion'],
    ['?strict=true', '/query/strict'],
  ])('for %s', async (query, pointer) => {
    const { body } = await asJson(config('a'), query).expect(400)
    expect(Problem.parse(body)).toMatchObject({ code: 'INVALID_PARAMETER', errors: [{ pointer }] })
  })
})

describe('→ 405', () => {
  it('for another method', async () => {
    await service.http.get(PATH).expect(405).expect('allow', 'POST')
  })
})

describe('→ 406', () => {
  it('names what there is', async () => {
    const { body } = await asJson(config('a')).accept('application/yaml').expect(406)
    expect(body).toMatchObject({ code: 'NOT_ACCEPTABLE', detail: 'This can be had as application/json, text/plain.' })
  })
})

describe('→ 413', () => {
  it('for a body above 1 MiB', async () => {
    expect((await asYaml(' '.repeat(1024 * 1024 + 1)).expect(413)).body.code).toBe('BODY_TOO_LARGE')
  })
})

describe('→ 415', () => {
  it('for a form', async () => {
    const { body } = await service.http.post(PATH).type('form').send('a=1').expect(415)
    expect(body.code).toBe('UNSUPPORTED_MEDIA_TYPE')
  })
})

describe('→ 422', () => {
  it('for more than two thousand objects', async () => {
    const objects = Array.from({ length: 2001 }, (_, index) => config(`c${index}`))
    expect((await checked(asJson(objects.slice(1)))).summary.objects).toBe(2000)
    const { body } = await asJson(objects).expect(422)
    expect(Problem.parse(body)).toMatchObject({ code: 'TOO_MANY_OBJECTS', detail: expect.stringContaining('2001') })
  })
})

describe('an answer has bounds', () => {
  it('of a hundred entries for an object, and says what it leaves out', async () => {
    const fields = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`field${index}`, 1]))
    const { objects } = await checked(asJson(web({ ...fields, loadBalancerIP: '192.0.2.7' })))
    expect(objects[0]?.refused).toHaveLength(100)
    expect(objects[0]?.outdated).toEqual([])
    expect(objects[0]?.notes).toEqual([{ pointer: '', code: 'NOT_ALL_SHOWN', detail: '1 more are not shown' }])
  })

  it.each<[string, (index: number) => object]>([
    [
      'mistakes',
      (index) => web({ a: 1, b: 2, c: 3, d: 4, ports: [{ port: 99_999 }, { port: 0 }] }, { name: `W${index}` }),
    ],
    [
      'names',
      (index) => ({
        apiVersion: `${'g'.repeat(120)}/v1`,
        kind: 'K'.repeat(63),
        metadata: { name: `${'n'.repeat(120)}${index}`, namespace: 'n'.repeat(63) },
      }),
    ],
    [
      'names nobody sees',
      () => ({ apiVersion: '\u202e'.repeat(30), kind: '\u0001'.repeat(20), metadata: { name: 'ä'.repeat(100) } }),
    ],
  ])('of about a mebibyte, with two thousand objects full of %s', async (_, write) => {
    const objects: object[] = []
    let bytes = 0
    for (let index = 0; index < 2000 && bytes < 1_000_000; index += 1) {
      objects.push(write(index))
      bytes += Buffer.byteLength(JSON.stringify(objects.at(-1))) + 1
    }
    const { text, body } = await asJson(objects).expect(200)
    const validation = ManifestValidation.parse(body)
    expect(Buffer.byteLength(text)).toBeLessThan(1.15 * 1024 * 1024)
    expect(validation.objects).toHaveLength(objects.length)
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    const { accepted, refused, unknown } = validation.summary
    expect(accepted + refused + unknown).toBe(objects.length)
    expect(validation.objects.filter((object) => !object.accepted)).toHaveLength(refused)
    for (const object of validation.objects)
      if (!object.accepted) expect(object.notes.at(-1)?.code ?? 'NOT_ALL_SHOWN').toBe('NOT_ALL_SHOWN')
  })
})

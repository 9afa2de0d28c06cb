// POST /v1/manifests/validate → 200: what is said of objects that were sent in one way or another.
import { dump } from 'js-yaml'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Service, SHOP, startService } from './service.ts'
import { asking, checked, config, NOTHING, said, web } from './validating.ts'

const NLB = 'service.beta.kubernetes.io/aws-load-balancer-'

let service: Service
const { asYaml, asJson } = asking(() => service)
beforeAll(async () => {
  service = await startService()
})

describe('→ 200', () => {
  it('says of each object of a YAML stream what an API server would, with its place in the text', async () => {
    const { objects, summary } = await checked(
      asYaml(
        [
          '# only a comment',
          '---',
          'apiVersion: v1',
          'kind: Service',
          'metadata: { name: web, namespace: shop }',
          'spec:',
          '  ports:',
          '    - port: 80',
          '      targetPot: http',
          '---',
          '# nothing here either',
          '---',
          'apiVersion: v1',
          'kind: ConfigMap',
          'metadata: { name: settings }',
          '---',
          'apiVersion: example.com/v1',
          'kind: Thing',
          'metadata: { name: odd }',
        ].join('\n'),
      ),
    )
    expect(summary).toEqual({ objects: 3, accepted: 1, refused: 1, unknown: 1 })
    expect(
      objects.map(({ index, kind, namespace, name, accepted, line }) => [index, kind, namespace, name, accepted, line]),
    ).toEqual([
      [0, 'Service', 'shop', 'web', false, 3],
      [1, 'ConfigMap', undefined, 'settings', true, 13],
      [2, 'Thing', undefined, 'odd', true, 17],
    ])
    expect(objects[0]?.refused).toEqual([
      {
        pointer: '/spec/ports/0/targetPot',
        code: 'UNKNOWN_FIELD',
        detail: 'unknown field "targetPot"; did you mean `targetPort`?',
        line: 9,
        column: 7,
      },
    ])
    expect(objects[2]?.notes.map(({ code }) => code)).toEqual(['UNKNOWN_KIND'])
  })

  it.each<[string, unknown]>([
    ['one object', config('a')],
    ['an array', [config('a'), config('b')]],
    ['a List', { apiVersion: 'v1', kind: 'List', items: [config('a'), config('b')] }],
    [
      'a List within a List and an array',
      [
        {
          apiVersion: 'v1',
          kind: 'List',
          items: [config('a'), { apiVersion: 'v1', kind: 'List', items: [config('b')] }],
        },
      ],
    ],
  ])('takes JSON: %s', async (what, value) => {
    const { objects } = await checked(asJson(value))
    expect(objects.map(({ name }) => name)).toEqual(what === 'one object' ? ['a'] : ['a', 'b'])
    expect(objects.map(said)).toEqual(objects.map(() => NOTHING))
  })

  it('takes Lists in a YAML stream as well, and tells where their items stand', async () => {
    const { objects } = await checked(
      asYaml(
        `${dump(config('a'))}---\n${dump({ apiVersion: 'v1', kind: 'List', items: [config('b'), web({ ports: [] })] })}`,
      ),
    )
    expect(objects.map(({ index, name, line }) => [index, name, line])).toEqual([
      [0, 'a', 1],
      [1, 'b', 9],
      [2, 'web', 13],
    ])
    expect(objects[2]?.refused).toMatchObject([{ pointer: '/spec/ports', line: 20 }])
  })

  it.each([[], { apiVersion: 'v1', kind: 'List', items: [] }, { apiVersion: 'v1', kind: 'List' }])(
    'finds nothing in nothing: %j',
    async (value) => {
      expect(await checked(asJson(value))).toEqual({
        objects: [],
        summary: { objects: 0, accepted: 0, refused: 0, unknown: 0 },
      })
    },
  )

  it.each<[unknown, string]>([
    [null, 'WRONG_TYPE'],
    [['text'], 'WRONG_TYPE'],
    [{}, 'REQUIRED'],
    [{ apiVersion: 'v1', kind: 'List', items: 'none' }, 'WRONG_TYPE'],
    [{ kind: 'List', items: [config('a')] }, 'REQUIRED'],
  ])('refuses what is no object: %j', async (value, code) => {
    const { objects, summary } = await checked(asJson(value))
    expect(objects[0]?.refused[0]?.code).toBe(code)
    expect(summary).toEqual({ objects: 1, accepted: 0, refused: 1, unknown: 0 })
  })

  it('reads YAML as kubectl does', async () => {
    const volume = (mode: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers: [{ name: c, image: i }]\n  volumes: [{ name: v, secret: { secretName: s, defaultMode: ${mode} } }]\n`
    expect((await checked(asYaml(volume('0644')))).objects.map(said)).toEqual([NOTHING])
    expect((await checked(asYaml(volume('644')))).objects[0]?.refused).toMatchObject([{ code: 'TOO_BIG' }])
    const { objects } = await checked(
      asYaml('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations: { example.com/on: yes }\n'),
    )
    expect(objects[0]?.refused).toMatchObject([
      { pointer: '/metadata/annotations/example.com~1on', detail: 'must be text, but is true', line: 5 },
    ])
  })

  it('judges by the version that is asked for, 1.33 when none is', async () => {
    const near = web({ trafficDistribution: 'PreferSameZone' })
    expect((await checked(asJson(near))).objects.map(said)).toEqual([{ ...NOTHING, refused: ['VALUE_NOT_IN_VERSION'] }])
    expect((await checked(asJson(near, '?kubernetesVersion=1.33'))).objects[0]?.accepted).toBe(false)
    expect((await checked(asJson(near, '?kubernetesVersion=1.35'))).objects.map(said)).toEqual([NOTHING])
  })

  it('asks the controllers of the cloud that is named about every object', async () => {
    const bare = web({ type: 'LoadBalancer', loadBalancerClass: 'service.k8s.aws/nlb' })
    expect((await checked(asJson(bare))).objects.map(said)).toEqual([NOTHING])
    expect((await checked(asJson(bare, '?provider=gcp'))).objects.map(said)).toEqual([NOTHING])
    expect((await checked(asJson(bare, '?provider=aws'))).objects.map(said)).toEqual([
      { ...NOTHING, ignored: ['AWS_SCHEME_NOT_SAID'] },
    ])
  })

  it('asks each cloud about the keys that are its own where none is named', async () => {
    const annotations = {
      [`${NLB}nlb-target-typ`]: 'ip',
      [`${NLB}scheme`]: 'internal',
      [`${NLB}cross-zone-load-balancing-enabled`]: 'true',
      'networking.gke.io/load-balancer-type': 'Inner',
      'kubernetes.io/ingress.class': 'nginx',
      'example.com/own': 'whatever',
    }
    const { objects } = await checked(asJson(web({ type: 'LoadBalancer' }, { annotations })))
    expect(
      objects.map(({ ignored, outdated }) =>
        [...ignored, ...outdated].map(({ code, pointer }) => `${code} ${pointer}`),
      ),
    ).toEqual([
      [
        `ANNOTATION_UNKNOWN /metadata/annotations/${NLB.replace('/', '~1')}nlb-target-typ`,
        'ANNOTATION_VALUE /metadata/annotations/networking.gke.io~1load-balancer-type',
        `ANNOTATION_DEPRECATED /metadata/annotations/${NLB.replace('/', '~1')}cross-zone-load-balancing-enabled`,
      ],
    ])
    expect(objects[0]?.accepted).toBe(true)
    expect(
      (await checked(asJson(web({ type: 'LoadBalancer' }, { annotations }), '?provider=azure'))).objects[0]?.ignored,
    ).toEqual([])
  })

  it('tells what is outdated apart from what is wrong', async () => {
    const old = web({ type: 'LoadBalancer', loadBalancerIP: '192.0.2.7', externalIPs: ['192.0.2.8'] })
    const gone = { apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata: { name: 'web' } }
    const { objects } = await checked(asJson([old, gone]))
    expect(objects.map(said)).toEqual([
      { ...NOTHING, outdated: ['LOAD_BALANCER_IP_DEPRECATED', 'EXTERNAL_IPS_DEPRECATED'] },
      { ...NOTHING, refused: ['API_VERSION_REMOVED'] },
    ])
  })

  it('looks at the objects together', async () => {
    const { objects } = await checked(asJson([web(), web()]))
    expect(objects.map(said)).toEqual([NOTHING, { ...NOTHING, refused: ['DUPLICATE_OBJECT'] }])
  })

  it('finds nothing wrong with what it writes itself', async () => {
    for (const provider of ['aws', 'gcp', 'azure']) {
      const region = { aws: 'us-east-1', gcp: 'us-central1', azure: 'eastus' }[provider]
      const { text } = await service.http
        .post('/v1/manifests')
        .accept('application/yaml')
        .buffer(true)
        .send({ ...SHOP, target: { provider, region } })
        .expect(200)
      const { objects, summary } = await checked(asYaml(text, `?provider=${provider}`))
      expect(summary).toMatchObject({ objects: objects.length, accepted: objects.length })
      expect(objects.map(said)).toEqual(objects.map(() => NOTHING))
    }
  })

  it('keeps nothing', () => {
    expect(service.store.kept()).toBe(0)
  })
})

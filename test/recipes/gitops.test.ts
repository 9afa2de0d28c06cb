// docs/recipes/gitops: kubectl and kustomize really fetch the address; the commit script runs in a Git repository of its own.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { load, loadAll } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Manifest } from '../../src/domain/manifests/manifest.ts'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { temporaryFolder } from '../storage/temporary.ts'
import { type Called, recipe, startCalled } from './calling.ts'
import { bash, haveAll } from './shell.ts'

let called: Called
let plan: Plan
beforeAll(async () => {
  called = await startCalled()
  const { body } = await called.service.http
    .post('/v1/plans')
    .set('authorization', `Bearer ${called.token}`)
    .type('application/yaml')
    .send(recipe('curl/topology.yaml'))
    .expect(201)
  plan = body
})
afterAll(() => called.close())

const named = ({ kind, metadata: { name } }: Manifest) => `${kind} ${name}`
const planned = () => plan.designs[plan.chosen].manifests

describe.runIf(haveAll('kubectl'))('kubectl', () => {
  const [line = ''] = recipe('gitops/README.md').match(/kubectl apply -f "[^"]+"/) ?? []
  // Reads the address as `apply` does, and needs no cluster.
  const local = line.replace('kubectl apply', 'kubectl label --local -o json fetched=yes')
  const run = (environment: Record<string, string>) =>
    bash(local.replace('https://token:$MOORAGE_TOKEN@moorage.example.com', '$ADDRESS'), temporaryFolder(), {
      ADDRESS: called.urlWithToken,
      PLAN: plan.id,
      ...environment,
    })

  it('reads every object of the plan', async () => {
    const { code, out, complaint } = await run({})
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
    const objects = out
      .split(/^(?=\{)/m)
      .filter((text) => text.trim() !== '')
      .map((text) => JSON.parse(text) as Manifest)
    expect(objects.map(named)).toEqual(planned().map(named))
    const spec = (manifest: object) => ('spec' in manifest ? manifest.spec : undefined)
    expect(objects.map(spec)).toEqual(planned().map(spec))
  })

  it.each<[string, { PLAN?: string; TOKEN?: string }, RegExp]>([
    ['a plan that is not there', { PLAN: '019ab4d2-5c00-7000-8000-999999999999' }, /404/],
    ['a token that is none', { TOKEN: 'none' }, /401/],
  ])('fails for %s, and says so', async (_, { PLAN = plan.id, TOKEN = called.token }, says) => {
    const ADDRESS = called.urlWithToken.replace(called.token, TOKEN)
    const { code, out, complaint } = await run({ PLAN, ADDRESS })
    expect(code).not.toBe(0)
    expect(out).toBe('')
    expect(complaint).toMatch(says)
  })
})

describe.runIf(haveAll('kubectl', 'git'))('kustomize', () => {
  const build = async (id: string) => {
    const folder = temporaryFolder()
    const text = recipe('gitops/kustomization.yaml')
      .replace('https://token:TOKEN@moorage.example.com', called.urlWithToken)
      .replace('plans/PLAN/', `plans/${id}/`)
    writeFileSync(join(folder, 'kustomization.yaml'), text)
    return bash('kubectl kustomize .', folder, { GIT_TERMINAL_PROMPT: '0' })
  }

  it('builds the plan’s objects with what it adds', async () => {
    const { code, out } = await build(plan.id)
    expect(code).toBe(0)
    const objects = loadAll(out) as Manifest[]
    expect(objects.map(named).sort()).toEqual(planned().map(named).sort())
    for (const { metadata } of objects) expect(metadata.labels).toMatchObject({ team: 'shop' })
  })

  it('builds nothing where there is no such plan', async () => {
    const { code, out } = await build('019ab4d2-5c00-7000-8000-999999999999')
    expect(code).not.toBe(0)
    expect(out).toBe('')
  })
})

describe.runIf(haveAll('curl', 'unzip', 'git', 'kubectl'))('commit-plan.sh', () => {
  const repository = async () => {
    const folder = temporaryFolder()
    const before = await bash(
      'git init -q -b main && git config user.email ci@example.com && git config user.name CI && git commit -q --allow-empty -m start',
      folder,
      {},
    )
    expect(before).toMatchObject({ code: 0 })
    return folder
  }
  const run = (folder: string, more: Record<string, string> = {}) =>
    bash(recipe('gitops/commit-plan.sh'), folder, {
      MOORAGE_URL: called.url,
      MOORAGE_TOKEN: called.token,
      PLAN: plan.id,
      REVISION: '1',
      ...more,
    })
  const git = async (folder: string, command: string) => (await bash(`git ${command}`, folder, {})).out.trim()

  it('commits the revision once, without what an older one left behind', async () => {
    const folder = await repository()
    const old = join(folder, 'apps/shop/manifests/99-old.yaml')
    mkdirSync(dirname(old), { recursive: true })
    writeFileSync(old, 'kind: Old\n')
    expect(await run(folder)).toMatchObject({ code: 0, complaint: '' })
    expect(await git(folder, 'log -1 --format=%s')).toBe(`apps/shop as Moorage planned it: ${plan.id}, revision 1`)
    expect(await git(folder, 'status --short')).toBe('')
    expect(await git(folder, 'ls-files apps/shop/manifests')).not.toContain('99-old')
    expect(await run(folder)).toMatchObject({ code: 0, out: 'Nothing changed: apps/shop is revision 1 already.\n' })
    expect(await git(folder, 'rev-list --count HEAD')).toBe('2')

    const built = await bash('kubectl kustomize apps/shop', folder, {})
    expect(loadAll(built.out)).toEqual(planned())
  })

  it('touches nothing where there is no such revision, and shows the problem', async () => {
    const folder = await repository()
    await run(folder)
    const { code, complaint } = await run(folder, { REVISION: '2' })
    expect(code).toBe(22)
    expect(complaint).toContain('"code":"REVISION_NOT_FOUND"')
    expect(await git(folder, 'status --short')).toBe('')
  })
})

it('Argo CD and Flux read the folder that the script writes', () => {
  const [, folder] = /^folder=(\S+)$/m.exec(recipe('gitops/commit-plan.sh')) ?? []
  expect(load(recipe('gitops/argocd-application.yaml'))).toMatchObject({
    kind: 'Application',
    spec: { source: { path: folder } },
  })
  expect(loadAll(recipe('gitops/flux-kustomization.yaml'))).toMatchObject([
    { kind: 'GitRepository', metadata: { name: 'shop' } },
    { kind: 'Kustomization', spec: { sourceRef: { name: 'shop' }, path: `./${folder}` } },
  ])
})

// docs/recipes/curl: its commands as they stand, run by curl against the service.
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { loadAll } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { temporaryFolder } from '../storage/temporary.ts'
import { blocksIn, type Called, recipe, startCalled } from './calling.ts'
import { bash, haveAll } from './shell.ts'

const [oneScreen = '', keep = '', explain = ''] = blocksIn(recipe('curl/README.md'), 'sh')

describe.runIf(haveAll('curl', 'jq'))('curl', () => {
  let called: Called
  beforeAll(async () => {
    called = await startCalled()
  })
  afterAll(() => called.close())

  const folderWith = (topology = recipe('curl/topology.yaml')) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'topology.yaml'), topology)
    return folder
  }
  const run = (script: string, folder = folderWith(), token = called.token) =>
    bash(script, folder, { MOORAGE_URL: called.url, MOORAGE_TOKEN: token })

  it('prints one screen and keeps nothing', async () => {
    const before = called.kept()
    const { code, out, complaint } = await run(oneScreen)
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
    expect(out).toMatch(/^shop \(aws, us-east-1, production\)\n[\s\S]*\n$/)
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(called.kept()).toBe(before)
  })

  it('keeps one plan however often it is run, and reads its parts', async () => {
    const before = called.kept()
    const [first, again] = [folderWith(), folderWith()]
    for (const folder of [first, again]) expect(await run(keep, folder)).toMatchObject({ code: 0, complaint: '' })
    expect(called.kept()).toBe(before + 1)
    const read = (folder: string, file: string) => readFileSync(join(folder, file))
    for (const file of ['plan.json', 'manifests.yaml', 'bundle.zip'])
      expect(read(again, file).equals(read(first, file)), file).toBe(true)
    const plan: Plan = JSON.parse(read(first, 'plan.json').toString())
    expect(JSON.parse(read(first, 'summary.json').toString())).toMatchObject({ id: plan.id, chosen: plan.chosen })
    expect(loadAll(read(first, 'manifests.yaml').toString())).toEqual(plan.designs[plan.chosen].manifests)
    expect(Object.keys(unzipSync(read(first, 'bundle.zip')))).toContain('kustomization.yaml')
  })

  it('ends with 22 and says what is wrong, and where', async () => {
    const wrong = recipe('curl/topology.yaml').replace('calls: [api]', 'cals: [api]')
    const screen = await run(oneScreen, folderWith(wrong))
    expect(screen.code).toBe(22)
    expect(screen.out).toMatch(/line 5, column \d+: \/workloads\/web\/cals\n.*did you mean `calls`\?/)

    const folder = folderWith(wrong)
    expect((await run(keep.replace('build-1234', 'build-1235'), folder)).code).toBe(22)
    cpSync(join(folder, 'plan.json'), join(folder, 'problem.json'))
    const { code, out } = await run(explain, folder)
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^The topology has 1 mistake\.\n\/workloads\/web\/cals \(line 5\): unknown/),
    ])
  })

  it('says that a token is wanted', async () => {
    const { code, out } = await run(oneScreen, folderWith(), 'moor_none')
    expect(code).toBe(22)
    expect(out).toContain('401 A valid token is needed')
  })

  it('is told of --data-binary when it sends a form', async () => {
    const asForm = oneScreen.replace("-H 'content-type: application/yaml' ", '').replace('--data-binary', '-d')
    expect(asForm).not.toBe(oneScreen)
    const { code, out } = await run(asForm)
    expect(code).toBe(22)
    expect(out).toContain('--data-binary @topology.yaml')
  })
})

// docs/recipes/servicenow: the script as it stands, with the REST message's own three requests.
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressed, type Called, recipe, startCalled } from './calling.ts'
import { runScript } from './servicenow.ts'

const RECORD = '46f09e75a9fe198100f4ffd8d366d17b'
const WORK_NOTES_AT_MOST = 4000
const TOPOLOGY = recipe('curl/topology.yaml')

let called: Called
beforeAll(async () => {
  called = await startCalled()
})
afterAll(() => called.close())

const run = (description: string, more: { url?: string; password?: string; changes?: number } = {}) => {
  const { url = called.url, password = called.token, changes = 1 } = more
  const message = JSON.parse(addressed(recipe('servicenow/rest-message.json'), url))
  const record = { sys_id: RECORD, sys_mod_count: String(changes), description }
  return runScript(recipe('servicenow/ui-action.js'), { message, password, record })
}

describe('the UI action', () => {
  it('writes the report into the work notes and attaches the manifests, once for each state of the record', async () => {
    const first = await run(`Cost this, please.\n\n\`\`\`yaml\n${TOPOLOGY}\`\`\`\n`)
    expect(first.workNotes).toMatch(/\d+\.\d\d USD/)
    expect(first.workNotes).toContain('shop')
    expect(first.workNotes.length).toBeLessThanOrEqual(WORK_NOTES_AT_MOST)
    expect(first.attachments).toMatchObject([{ table: 'change_request', record: RECORD, name: 'shop-manifests.zip' }])
    expect(Object.keys(unzipSync(first.attachments[0]?.bytes ?? Buffer.alloc(0)))).toContain('kustomization.yaml')
    expect(called.kept()).toBe(1)
    expect(await run(`Cost this, please.\n\n\`\`\`yaml\n${TOPOLOGY}\`\`\`\n`)).toEqual(first)
    expect(called.kept()).toBe(1)
  })

  it('writes each mistake with its place in the description', async () => {
    const { workNotes, attachments } = await run(TOPOLOGY.replace('calls: [api]', 'cals: [api]'), { changes: 2 })
    expect(workNotes).toMatch(
      /^Moorage could not plan the description \(422\): The topology has 1 mistake\.\nLine 5, column \d+: .*`calls`/,
    )
    expect(attachments).toEqual([])
  })

  it('writes what JSON must quote as it stands', async () => {
    const quoted = TOPOLOGY.replace('name: shop', 'name: "shop" # <b>&amp;\\ "quoted" $' + '{requestId}')
    expect((await run(quoted, { changes: 3 })).workNotes).toMatch(/\d+\.\d\d USD/)
  })

  it('says so where Moorage is not reached, or knows no such password', async () => {
    expect((await run(TOPOLOGY, { url: 'http://127.0.0.1:1' })).workNotes).toMatch(/^Moorage was not reached: /)
    expect((await run(TOPOLOGY, { password: 'none' })).workNotes).toMatch(/^Moorage could not plan .*\(401\): /)
  })

  it('is within what an instance takes, also for a large topology', async () => {
    const workloads = Array.from({ length: 300 }, (_, index) => `  w${index}: { ports: { http: 8080 } }`)
    const text = `name: large\ntarget: { provider: aws, region: us-east-1 }\nworkloads:\n${workloads.join('\n')}\n`
    const { workNotes } = await run(text, { changes: 5 })
    expect(workNotes.length).toBeLessThanOrEqual(WORK_NOTES_AT_MOST)
    expect(workNotes).toContain('large')
  })
})

// GitHub's half of the recipe: its expressions, its steps with what they leave in GITHUB_ENV, and a `gh` that keeps comments in a file
// under GitHub's own limit.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filledIn } from './placeholders.ts'
import { bash, type Ran } from './shell.ts'

export type Comment = { id: number; user: { login: string }; body: string }
type Step = { name?: string; uses?: string; run?: string }
export type Workflow = {
  permissions: Record<string, string>
  jobs: Record<string, { env: Record<string, string>; steps: Step[] }>
}

// Reads its arguments as gh does: `api PATH [--paginate] [--silent] [--method M] [--jq Q] [-F body=@FILE]`.
const GH = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs')
const { execFileSync } = require('node:child_process')
const words = process.argv.slice(2)
const after = (flag) => (words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined)
const file = process.env.GH_COMMENTS
const comments = JSON.parse(readFileSync(file, 'utf8'))
const path = words.find((word) => word.startsWith('repos/'))
if (words[0] !== 'api' || process.env.GH_TOKEN !== 'gh-token') process.exit(4)
const field = after('-F')
if (field === undefined) {
  const text = execFileSync('jq', ['-r', after('--jq')], { input: JSON.stringify(comments) })
  process.stdout.write(text)
} else {
  const body = readFileSync(field.replace('body=@', ''), 'utf8')
  if (body.length > 65536) {
    console.error('gh: Body is too long (maximum is 65536 characters) (HTTP 422)')
    process.exit(1)
  }
  const id = Number(/\\/comments\\/(\\d+)$/.exec(path)?.[1])
  if (after('--method') === 'PATCH') comments.find((comment) => comment.id === id).body = body
  else comments.push({ id: comments.length + 1, user: { login: 'github-actions[bot]' }, body })
  writeFileSync(file, JSON.stringify(comments))
}
`

export class Repository {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'bin/gh'), GH)
    chmodSync(join(folder, 'bin/gh'), 0o755)
    this.comments = []
  }

  set comments(comments: readonly Comment[]) {
    writeFileSync(join(this.#folder, 'comments.json'), JSON.stringify(comments))
  }

  get comments(): Comment[] {
    return JSON.parse(readFileSync(join(this.#folder, 'comments.json'), 'utf8'))
  }

  push(topology: string): void {
    writeFileSync(join(this.#folder, 'topology.yaml'), topology)
  }

  /** Every step of the one job, until one fails. */
  async runJob(workflow: Workflow, context: object): Promise<Ran & { step: string }> {
    const [job] = Object.values(workflow.jobs)
    const filled = filledIn(job?.env, { pattern: /\$\{\{\s*([\w.]+)\s*\}\}/, context }) as Record<string, unknown>
    const environment: Record<string, string> = {
      ...Object.fromEntries(Object.entries(filled).map(([name, value]) => [name, String(value)])),
      PATH: `${join(this.#folder, 'bin')}:${process.env.PATH}`,
      GITHUB_REPOSITORY: 'shop/deploy',
      GITHUB_ENV: join(this.#folder, 'github-env'),
      GH_COMMENTS: join(this.#folder, 'comments.json'),
    }
    let ran: Ran & { step: string } = { code: 0, out: '', complaint: '', step: '' }
    for (const { name = '', run } of job?.steps ?? []) {
      if (run === undefined) continue
      ran = { ...(await bash(run, this.#folder, { ...environment, ...this.#left() })), step: name }
      if (ran.code !== 0) break
    }
    return ran
  }

  #left(): Record<string, string> {
    const file = join(this.#folder, 'github-env')
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    return Object.fromEntries(lines.filter(Boolean).map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]))
  }
}

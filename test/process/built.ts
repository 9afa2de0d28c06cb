// The service as people run it: built, in a process of its own, with a database of its own.
import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { temporaryFile } from '../storage/temporary.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

export type Built = { folder: string; remove: () => void }

/** Inside node_modules, where a bundle finds the packages it leaves out; migrations and pages lie where the built service looks for them. */
export async function buildService(): Promise<Built> {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'moorage-process-'))
  await promisify(execFile)('npm', ['run', '--silent', 'build', '--', `--outdir=${join(folder, 'dist')}`], {
    cwd: root,
  })
  for (const data of ['migrations', 'pages']) cpSync(join(root, data), join(folder, data), { recursive: true })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export type Environment = Record<string, string>

/** One run from beginning to end. */
export async function run(
  { folder }: Built,
  file: 'main' | 'token' | 'backup',
  words: readonly string[],
  environment: Environment,
): Promise<{ code: number | null; out: string; complaint: string }> {
  const child = spawn(process.execPath, [join(folder, `dist/${file}.js`), ...words], { env: environment })
  const texts = { out: '', complaint: '' }
  child.stdout.on('data', (data) => {
    texts.out += data
  })
  child.stderr.on('data', (data) => {
    texts.complaint += data
  })
  const [code] = await once(child, 'close')
  return { code, ...texts }
}

/** For load on a machine that others use as well: what is measured is not how fast it is. */
export const NEVER_OVERLOADED: Environment = { OVERLOADED_AFTER_MILLISECONDS: '0', LOG_LEVEL: 'warn' }

export type Running = {
  child: ChildProcessWithoutNullStreams
  url: string
  /** Everything it has written so far. */
  output: () => string
  /** Resolves with the exit code. */
  ended: Promise<number | null>
}

/** Listens on a free port, with an empty database unless one is named; killed when the test is over. */
export async function startBuilt({ folder }: Built, environment: Environment = {}): Promise<Running> {
  const child = spawn(process.execPath, [join(folder, 'dist/main.js')], {
    env: { PORT: '0', DATABASE_FILE: environment.DATABASE_FILE ?? temporaryFile(), ...environment },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (data: Buffer) => {
      text += data
      const found = /listens on (http:\/\/\S+);/.exec(text)?.[1]
      if (found !== undefined) resolve(found.replace('0.0.0.0', '127.0.0.1'))
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    ended.then(() => reject(new Error(`it ended: ${text}`)))
  })
  return { child, url, output: () => text, ended }
}

// A recipe's commands, run by a real shell in a folder of their own: what they print, what they leave, how they end.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'

export type Ran = { code: number | null; out: string; complaint: string }

export const BASH = ['/bin/bash', '-e', '-o', 'pipefail', '-c']
export const SH = ['/bin/sh', '-e', '-c']

/** As a CI job runs its steps: the first command that fails ends it. */
export const bash = (script: string, folder: string, environment: Record<string, string>): Promise<Ran> =>
  runIn(BASH, script, folder, environment)

export async function runIn(
  [command = '', ...words]: readonly string[],
  script: string,
  folder: string,
  environment: Record<string, string>,
): Promise<Ran> {
  const child = spawn(command, [...words, script], {
    cwd: folder,
    // Without a home nothing of this machine's own settings counts.
    env: { PATH: process.env.PATH ?? '', HOME: folder, LANG: 'C.UTF-8', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ran: Ran = { code: null, out: '', complaint: '' }
  child.stdout.on('data', (data) => {
    ran.out += data
  })
  child.stderr.on('data', (data) => {
    ran.complaint += data
  })
  const [code] = await once(child, 'close')
  return { ...ran, code }
}

// Debian has no package of a kubectl that is young enough.
const MAY_BE_MISSING = new Set(['kubectl'])

/** Whether all tools are there; says which are missing. Where tests are a gate, a missing tool is a failure and not an excuse. */
export function haveAll(...tools: string[]): boolean {
  const folders = (process.env.PATH ?? '').split(':')
  const missing = tools.filter((tool) => !folders.some((folder) => existsSync(`${folder}/${tool}`)))
  if (missing.length > 0) process.stdout.write(`${missing.join(', ')} is missing: recipes that use it are not run\n`)
  return process.env.CI === undefined ? missing.length === 0 : !missing.some((tool) => MAY_BE_MISSING.has(tool))
}

// For tests of scripts: runs one with stand-ins for the programs it calls, in a folder of its own.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Outcome = { code: number | null; out: string; err: string }

/** `programs` by name: the text of a script each. */
export function folderWith(programs: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'moorage-scripts-'))
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), text)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

export function run(script: string, words: readonly string[], folder: string, environment: object = {}): Outcome {
  const { status, stdout, stderr } = spawnSync('bash', ['-s', '--', ...words], {
    input: script,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, ...environment },
  })
  return { code: status, out: stdout, err: stderr }
}

/** Throws where bash cannot read it. */
export const readAsBash = (script: string): void => {
  execFileSync('bash', ['-n'], { input: script, stdio: ['pipe', 'pipe', 'pipe'] })
}

export const has = (program: string): boolean => spawnSync('which', [program]).status === 0

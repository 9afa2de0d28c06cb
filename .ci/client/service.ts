// The built service in a process of its own, with an empty database, for as long as somebody uses it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Throws what the service said when it ends before it listens. */
export async function withService(use: (url: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'moorage-client-'))
  const env = { PORT: '0', DATABASE_FILE: join(folder, 'moorage.db') }
  const child = spawn(process.execPath, ['dist/main.js'], { env })
  const ended = once(child, 'close')
  let said = ''
  try {
    const url = await new Promise<string>((resolve, reject) => {
      const hear = (data: Buffer) => {
        said += data
        const listens = /listens on (http:\/\/\S+);/.exec(said)?.[1]
        if (listens !== undefined) resolve(listens)
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      ended.then(() => reject(new Error(`The service ended: ${said}`)), reject)
    })
    await use(url)
  } finally {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

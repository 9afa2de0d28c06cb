// Where a test keeps its files: folders that are gone when the test is over. The migrations are the committed ones.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const migrationsFolder = fileURLToPath(new URL('../../migrations/sqlite', import.meta.url))

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'moorage-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const temporaryFile = () => join(temporaryFolder(), 'plans.db')

// An open database whose file has been moved or deleted takes plans as before, into a file that nobody finds again after a restart.
import { type BigIntStats, statSync } from 'node:fs'
import { unavailable } from '../trouble.ts'
import type { Connection } from './connect.ts'

/** Made when the file is opened; what comes back throws while another file, or none, is in its place. */
export function watchPlace({ name, memory }: Connection): () => void {
  if (memory) return () => {}
  const opened = look(name)
  return () => {
    const now = look(name)
    if (now === undefined || now.ino !== opened?.ino || now.dev !== opened.dev)
      throw unavailable(
        `the database file ${name} was moved, deleted or replaced while it was open: put it back, or restart the service`,
      )
  }
}

const look = (name: string): BigIntStats | undefined => statSync(name, { bigint: true, throwIfNoEntry: false })

// How a report for a ticket ends: what there was no room for, and where the whole of it is.
import type { Report } from '../view/report.ts'
import type { Writing } from './shorten.ts'

/** `leftOut` is empty where nothing is missing; `address` leads somewhere only where the service knows its own, `path` says where it is. */
export type Closing = { leftOut: string; address: string | null; path: string | null }

export function closingOf({ links }: Report, missing: Writing['missing']): Closing {
  const leftOut = missing.length === 0 ? '' : `Left out here, because it would be too long: ${missing.join('; ')}.`
  const path = links?.report ?? null
  return path?.startsWith('/') === false ? { leftOut, address: path, path: null } : { leftOut, address: null, path }
}

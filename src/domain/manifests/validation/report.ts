// What is said about one object: mistakes the API server refuses, warnings about what it accepts though it is wrong or
// outdated, notes about what was not checked. Checks speak through `Say`.
import type { Mistake } from '../../failure.ts'
import { MISTAKES_SHOWN } from '../../schema/issues.ts'

export type ObjectReport = {
  /** Its place in the list that was given. */
  index: number
  apiVersion: string
  kind: string
  namespace?: string
  name?: string
  /** False for a kind, or a version of it, that is not checked here; such an object is never called wrong. */
  known: boolean
  /** What the API server refuses. */
  mistakes: Mistake[]
  /** What the API server accepts, though it is wrong, without effect or outdated. */
  warnings: Mistake[]
  /** Neither: what could not be checked, and why. */
  notes: Mistake[]
}

/** What a check says of the object it looks at. Pointers are into that object. */
export type Say = {
  mistake: (pointer: string, code: string, detail: string) => void
  warning: (pointer: string, code: string, detail: string) => void
}

/** What a check must know beside the object. */
export type Circumstances = {
  /** The minor version of the cluster: 36 for Kubernetes 1.36. */
  minor: number
  /** True when a part of the object at, above or below this place could not be read: silence there is no second mistake. */
  unread: (pointer: string) => boolean
}

const DETAIL_LENGTH = 300

/** Collects into a report; `original` moves pointers back to the object as it was sent. */
export function speaker(report: ObjectReport, original: (pointer: string) => string = (pointer) => pointer): Say {
  const into = (list: Mistake[]) => (pointer: string, code: string, detail: string) => {
    if (list.length < MISTAKES_SHOWN) {
      list.push({ pointer: original(pointer), code, detail: detail.slice(0, DETAIL_LENGTH) })
    }
  }
  return { mistake: into(report.mistakes), warning: into(report.warnings) }
}

/** One step of a pointer (RFC 6901), for keys that may hold a slash. */
export const step = (key: string): string => key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')

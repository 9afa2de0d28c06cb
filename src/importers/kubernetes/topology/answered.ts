// Hosts and paths of entrances, as far as a topology can say them, and which of them are taken: two ways in cannot answer to one.
import { Host, Path } from '../../../domain/topology/names.ts'

export type Said = { value: string | undefined; lost?: 'placeholder' | 'pattern' | 'exact' }

/** A host that is none, such as one somebody was to fill in, is asked for. */
export const hostFrom = (host: string | undefined): Said =>
  host === undefined || host === '*'
    ? { value: undefined }
    : Host.safeParse(host).success
      ? { value: host }
      : { value: undefined, lost: 'placeholder' }

const PATTERN = /[\\^$*+?()[\]{}|]/

/** What a path begins with, whatever its type: a topology has prefixes only. "/" is no path at all. */
export function pathFrom(path: string, type: string): Said {
  const isPattern = PATTERN.test(path) || type === 'RegularExpression'
  const literal = isPattern ? (path.replace(/^\^/, '').split(PATTERN)[0] ?? '/') : path
  // "/api*" and "/api(/|$)" both begin with "/api"; "/ap[ip]" begins with the folder above it.
  const whole =
    isPattern && /^[[{]|^[?]/.test(path.replace(/^\^/, '').slice(literal.length))
      ? literal.replace(/[^/]*$/, '')
      : literal
  const prefix =
    whole === '' || !whole.startsWith('/') ? '/' : whole.length > 1 ? whole.replace(/\/+$/, '') || '/' : whole
  const value = prefix === '/' || !Path.safeParse(prefix).success ? undefined : prefix
  if (path === '/*' || path === '/') return { value: undefined }
  if (isPattern && !/^\/[^\\^$*+?()[\]{}|]*\/?\*$/.test(path)) return { value, lost: 'pattern' }
  return type === 'Exact' && value !== undefined ? { value, lost: 'exact' } : { value }
}

type Answer = { side: string; listen: number; host: string | undefined; path: string | undefined }

/** Remembers what answers to what; the first to ask has it. */
export class Answered {
  readonly #taken = new Map<string, { by: string; to: string }>()

  /** Who has it already, if that is somebody else; undefined when it is free now or asked for again for the same port. */
  take({ side, listen, host, path }: Answer, by: string, to: string): { by: string; same: boolean } | undefined {
    const key = [side, listen, host ?? '*', path ?? '/'].join(' ')
    const there = this.#taken.get(key)
    if (there === undefined) {
      this.#taken.set(key, { by, to })
      return undefined
    }
    return { by: there.by, same: there.to === to }
  }
}

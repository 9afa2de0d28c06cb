// An address that somebody wants to be told at → what stands against it. Only origins that the operator lists are ever called.
import type { Mistake } from '../../domain/failure.ts'

/** Undefined when nothing does. The port and the scheme belong to an origin: another port of a listed host is not listed. */
export function mistakeInUrl(text: string | undefined, origins: ReadonlySet<string>): Mistake | undefined {
  const mistake = (code: string, detail: string): Mistake => ({ pointer: '/url', code, detail })
  if (text === undefined || !URL.canParse(text))
    return mistake('INVALID_URL', 'must be an address such as https://hooks.example.com/moorage')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    return mistake('INVALID_URL', 'must hold neither user nor password; the signature says who calls')
  if (url.hash !== '') return mistake('INVALID_URL', 'must have no fragment (#…)')
  if (isListed(url, origins)) return undefined
  return url.protocol === 'https:'
    ? mistake('HOST_NOT_ALLOWED', 'must be at a host and port that WEBHOOK_HOSTS lists; ask who runs this service')
    : mistake('NOT_HTTPS', 'must begin with https://')
}

export const isListed = ({ protocol, origin }: URL, origins: ReadonlySet<string>): boolean =>
  (protocol === 'https:' || protocol === 'http:') && origins.has(origin)

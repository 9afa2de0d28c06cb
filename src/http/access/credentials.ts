// The Authorization header → the token in it. Basic is read as well, with the token as the password: it is what kubectl and kustomize
// make of https://token:…@host/.

/** Undefined when there is none, '' when there is something else. */
export function tokenIn(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined
  const [, scheme = '', sent = ''] = /^([A-Za-z]+) +([\w+/~.=-]+)$/.exec(authorization) ?? []
  if (scheme.toLowerCase() === 'bearer') return sent
  if (scheme.toLowerCase() !== 'basic') return ''
  const pair = Buffer.from(sent, 'base64').toString('utf8')
  return pair.slice(pair.indexOf(':') + 1)
}

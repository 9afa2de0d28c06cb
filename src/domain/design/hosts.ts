// A set of hosts, wildcards among them, that says at once whether another host meets any of them: is there a name that both answer?
// As the Gateway API has it: `*.example.com` stands for one label or more (Gateway API v1.6, Hostname).

export type HostSet = {
  /** Without a host: any. */
  add: (host: string | undefined) => void
  meets: (host: string | undefined) => boolean
}

export function hostSet(): HostSet {
  const names = new Set<string>()
  const above = new Set<string>()
  let any = false
  return {
    add(host) {
      if (host === undefined) {
        any = true
        return
      }
      names.add(host)
      for (const wildcard of wildcardsOver(host)) above.add(wildcard)
    },
    meets(host) {
      if (any) return true
      if (host === undefined) return names.size > 0
      return names.has(host) || above.has(host) || wildcardsOver(host).some((wildcard) => names.has(wildcard))
    },
  }
}

/** "a.example.com" → "*.example.com", "*.com". */
const wildcardsOver = (host: string): string[] =>
  host
    .split('.')
    .map((_, index, labels) => ['*', ...labels.slice(index + 1)].join('.'))
    .slice(0, -1)

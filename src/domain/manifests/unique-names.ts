// Names of objects nobody else refers to: the wanted one, or the next free one. Two of a kind in a namespace never share a name.

export type UniqueNames = { take: (kind: string, namespace: string, wanted: string) => string }

// A DNS-1123 subdomain, which every kind here takes (apimachinery `IsDNS1123Subdomain`).
const LONGEST = 253

export function uniqueNames(): UniqueNames {
  const taken = new Set<string>()
  return {
    take(kind, namespace, wanted) {
      for (let count = 1; ; count += 1) {
        const end = count === 1 ? '' : `-${count}`
        const name = `${wanted.slice(0, LONGEST - end.length).replace(/[-.]+$/, '')}${end}`
        const key = `${kind} ${namespace} ${name}`
        if (taken.has(key)) continue
        taken.add(key)
        return name
      }
    },
  }
}

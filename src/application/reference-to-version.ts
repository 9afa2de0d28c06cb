// `acme` or `acme@2`: an id, and one of its versions where that is named.

export function partsOf(reference: string): { id: string; version?: number } {
  const [id = '', version] = reference.split('@')
  if (version === undefined) return { id }
  // What is no version of ours names none.
  return { id, version: /^[1-9]\d{0,8}$/.test(version) ? Number(version) : 0 }
}

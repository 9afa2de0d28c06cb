// The bytes of a file → its text: UTF-8, or UTF-16 where a byte order mark says so, as editors on Windows and PowerShell write it.

const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/** Undefined for bytes that are no text. */
export function textOf(bytes: Uint8Array): string | undefined {
  const [, encoding = 'utf-8'] = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte)) ?? []
  try {
    // Strips the mark. A NUL is of no text.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

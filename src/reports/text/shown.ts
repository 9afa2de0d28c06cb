// Any text → text that is safe to show: one line, no invisible characters, no longer than asked.

// Controls, format characters (bidirectional overrides among them), line separators and lone surrogates.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** At most `most` characters; what cannot be seen is written as its code point, `\u{202e}`. */
export function shown(text: string, most: number): string {
  const visible = text
    .slice(0, most + 1)
    .replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`)
  return visible.length > most ? `${visible.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…` : visible
}

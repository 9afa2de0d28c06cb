// How many columns of a terminal a text takes: ideographs and emoji take two, what combines with the character before it none.
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })

// East Asian Wide and Fullwidth (Unicode Standard Annex 11), and what is drawn as a picture.
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u
const NARROW_ONLY = /^[\x20-\x7e\u00a0-\u02ff\u2010-\u2027\u2190-\u21ff]*$/

/** The characters of a text as they are seen, each with its columns. */
export const seen = (text: string): { character: string; columns: number }[] =>
  Array.from(GRAPHEMES.segment(text), ({ segment }) => ({ character: segment, columns: WIDE.test(segment) ? 2 : 1 }))

export const widthOf = (text: string): number =>
  NARROW_ONLY.test(text) ? text.length : seen(text).reduce((sum, { columns }) => sum + columns, 0)

/** Filled up with spaces, at the end or at the beginning. */
export function filled(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'left' ? text + spaces : spaces + text
}

/** Pieces of a word that is wider than a line. */
export function broken(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word]
  const pieces: string[] = []
  let piece = ''
  let taken = 0
  for (const { character, columns } of seen(word)) {
    if (taken + columns > width) {
      pieces.push(piece)
      piece = ''
      taken = 0
    }
    piece += character
    taken += columns
  }
  return [...pieces, piece]
}

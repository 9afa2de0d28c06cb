// One line of shell → the same command over lines that can be read, each ending in a backslash but the last. It is broken before long
// options and pipes, and after a semicolon, and never within quotes, where a backslash would be part of the word.

const COLUMNS = 78

/** Lines of at most 80 columns, but for a word that is longer. */
export function shellLines(command: string): string[] {
  const lines: string[] = []
  for (const part of partsOf(command)) {
    const last = lines.at(-1)
    if (last !== undefined && part[0] !== '|' && last.length + 1 + part.length <= COLUMNS)
      lines[lines.length - 1] = `${last} ${part}`
    else lines.push(last === undefined ? part : `  ${part}`)
  }
  return lines.map((line, index) => (index === lines.length - 1 ? line : `${line} \\`))
}

/** What stands together: a command with its arguments, an option with its value. */
function partsOf(command: string): string[] {
  const parts: string[] = []
  for (const word of wordsOf(command)) {
    const breaks = /^'?--/.test(word) || word === '|' || parts.at(-1)?.endsWith(';') === true
    if (parts.length === 0 || breaks) parts.push(word)
    else parts[parts.length - 1] = `${parts.at(-1)} ${word}`
  }
  return parts
}

/** Between spaces that no quotes are around; a remark is one word to its end. */
const wordsOf = (command: string): string[] =>
  command.match(/#.*$|(?:'[^']*'|"(?:\\.|[^"\\])*"|\$\((?:'[^']*'|[^()'])*\)|[^\s'"])+/g) ?? []

// `${VARIABLE}` in a value → text, as the Compose specification has it: defaults, mandatory variables, alternatives, nesting, `$$`.
// Whatever the variables hold, a value stays within bounds.

/** The value of a variable; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined
export type Interpolated = {
  text: string
  /** Variables that had no value and no default. */
  unset: string[]
  /** Variables that the author made mandatory and that have no value, with the author's own words. */
  missing: { name: string; says: string }[]
  /** The place where it cannot be read as Compose would. */
  invalid?: string
}

const DEEPEST = 10
const LONGEST = 64 * 1024
// A variable and what follows its name; the braces are matched below, for they may be nested.
const NAME = /^[A-Za-z_]\w*/

export function interpolate(text: string, lookup: Lookup): Interpolated {
  const out: Interpolated = { text: '', unset: [], missing: [] }
  if (!text.includes('$')) return { ...out, text }
  out.text = expand(text, lookup, out, 0)
  return out
}

function expand(text: string, lookup: Lookup, out: Interpolated, depth: number): string {
  const parts: string[] = []
  let length = 0
  const add = (part: string) => {
    length += part.length
    parts.push(part)
  }
  for (let from = 0; from < text.length; ) {
    const dollar = text.indexOf('$', from)
    add(text.slice(from, dollar === -1 ? undefined : dollar))
    if (dollar === -1) break
    const rest = text.slice(dollar + 1, dollar + 1 + 256)
    const name = NAME.exec(rest)?.[0]
    if (rest.startsWith('$')) {
      add('$')
      from = dollar + 2
    } else if (name !== undefined) {
      add(valueOfVariable(name, '', '', lookup, out, depth))
      from = dollar + 1 + name.length
    } else {
      const end = rest.startsWith('{') ? closingBrace(text, dollar + 1) : -1
      if (end === -1 || depth >= DEEPEST) {
        out.invalid ??= text.slice(dollar, dollar + 40)
        return ''
      }
      add(braced(text.slice(dollar + 2, end), lookup, out, depth))
      from = end + 1
    }
    if (length > LONGEST) {
      out.invalid ??= `more than ${LONGEST} characters`
      return ''
    }
  }
  return parts.join('')
}

function closingBrace(text: string, open: number): number {
  let depth = 0
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === '{' && (index === open || text[index - 1] === '$')) depth += 1
    else if (text[index] === '}') {
      depth -= 1
      if (depth === 0) return index
    }
  }
  return -1
}

function braced(inside: string, lookup: Lookup, out: Interpolated, depth: number): string {
  const name = NAME.exec(inside)?.[0] ?? ''
  const [, operator = '', word = ''] = /^(:?[-?+])([\s\S]*)$/.exec(inside.slice(name.length)) ?? []
  if (name === '' || (operator === '' && inside.length > name.length)) {
    out.invalid ??= `\${${inside.slice(0, 40)}}`
    return ''
  }
  return valueOfVariable(name, operator, word, lookup, out, depth)
}

function valueOfVariable(
  name: string,
  operator: string,
  word: string,
  lookup: Lookup,
  out: Interpolated,
  depth: number,
): string {
  const value = lookup(name)
  const isThere = value !== undefined && !(operator.startsWith(':') && value === '')
  if (operator.endsWith('+')) return isThere ? expand(word, lookup, out, depth + 1) : ''
  if (isThere) return value
  if (operator.endsWith('-')) return expand(word, lookup, out, depth + 1)
  if (operator.endsWith('?')) out.missing.push({ name, says: word.slice(0, 120) })
  else out.unset.push(name)
  return ''
}

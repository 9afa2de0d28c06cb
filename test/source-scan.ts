// TypeScript source → the modules it imports, by whatever form, and its code without comments and text.
// TypeScript 7 has no parser to call and esbuild drops type imports, so this reads tokens: comments and strings first.

const TOKEN = new RegExp(
  [
    /\/\/[^\n]*|\/\*[\s\S]*?\*\//, // comments
    /(?<=(?:[(,=:[!&|?{};>\n]|\breturn)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//, // patterns
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/, // texts
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

type Scan = { code: string; texts: string[] }

/** Code in which every text is only a number in quotes, so that nothing written in one can be taken for code. */
function scan(source: string, texts: string[] = []): Scan {
  const code = source.replace(TOKEN, (token) => {
    if (token.startsWith('/')) return ' '
    const inserted = token.startsWith('`') ? [...token.matchAll(/\$\{([^}]*)\}/g)].map(([, inner = '']) => inner) : []
    texts.push(token.slice(1, -1))
    return [`"${texts.length - 1}"`, ...inserted.map((inner) => scan(inner, texts).code)].join(' + ')
  })
  return { code, texts }
}

/** Code without comments and without what is written in texts. */
export const codeOf = (source: string): string => scan(source).code.replaceAll(/"\d+"/g, '""')

/** What an import asks for when that is only known at run time. */
export const COMPUTED = '<computed>'

/** Every module a source asks for: static, type-only, bare, re-exported, dynamic and required, in order of the kind. */
export function importsOf(source: string): string[] {
  const { code, texts } = scan(source)
  const textAt = (index: string | undefined) => (index === undefined ? COMPUTED : (texts[Number(index)] ?? COMPUTED))
  return [
    ...[...code.matchAll(/\bfrom\s*"(\d+)"/g)].map(([, index]) => textAt(index)),
    ...[...code.matchAll(/\bimport\s*"(\d+)"/g)].map(([, index]) => textAt(index)),
    ...[...code.matchAll(/(?<![.\w])(?:import|require)\s*\((?:\s*"(\d+)"\s*[,)])?/g)].map(([, index]) => textAt(index)),
  ]
}

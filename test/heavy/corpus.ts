// Runs the validation over a folder of real manifests (the corpus) and prints, for each project in it: objects, accepted,
// refused by code, warned by code. Files are validated one by one: names repeat between files on purpose.
// esbuild test/heavy/corpus.ts --bundle --platform=node --format=esm --packages=external --outfile=dist/corpus.js
// node dist/corpus.js /path/to/corpus [--all]
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CORE_SCHEMA, loadAll } from 'js-yaml'
import { type ObjectReport, validateObjects } from '../../src/domain/manifests/validation/index.ts'

const [root = '../shared/corpus', ...flags] = process.argv.slice(2)
const print = (line: string) => process.stdout.write(`${line}\n`)

type Count = { files: number; objects: number; unknown: number; accepted: number; refused: number }
type Tally = Count & { codes: Map<string, number>; warnings: Map<string, number>; unreadable: string[] }

if (!existsSync(root)) {
  print(`no corpus at ${root}`)
} else {
  for (const project of readdirSync(root, { withFileTypes: true })) {
    if (project.isDirectory()) report(join(root, project.name))
  }
}

function report(folder: string): void {
  const tally: Tally = {
    files: 0,
    objects: 0,
    unknown: 0,
    accepted: 0,
    refused: 0,
    codes: new Map(),
    warnings: new Map(),
    unreadable: [],
  }
  const refusals: string[] = []
  for (const file of manifestsIn(folder)) {
    const objects = objectsOf(file)
    if (objects === undefined) {
      tally.unreadable.push(relative(folder, file))
      continue
    }
    if (objects.length === 0) continue
    tally.files += 1
    for (const one of validateObjects(objects, { kubernetesVersion: '1.36' })) {
      count(one, tally)
      for (const { code, pointer, detail } of [...one.mistakes, ...(flags.includes('--all') ? one.warnings : [])]) {
        refusals.push(`  ${relative(folder, file)} ${one.kind}/${one.name ?? ''} ${code} ${pointer}: ${detail}`)
      }
    }
  }
  const { files, objects, unknown, accepted, refused, codes, warnings, unreadable } = tally
  const listed = (map: Map<string, number>) =>
    [...map].map(([code, number]) => `${code} ${number}`).join(', ') || 'none'
  print(
    `${relative(root, folder)}: ${files} files, ${objects} objects: ${accepted} accepted, ${refused} refused, ${unknown} not checked`,
  )
  print(`  mistakes: ${listed(codes)}`)
  print(`  warnings: ${listed(warnings)}`)
  if (unreadable.length > 0) print(`  unreadable: ${unreadable.join(', ')}`)
  for (const line of refusals) print(line)
}

function count({ known, mistakes, warnings }: ObjectReport, tally: Tally): void {
  tally.objects += 1
  if (mistakes.length > 0) tally.refused += 1
  else if (known) tally.accepted += 1
  else tally.unknown += 1
  for (const { code } of mistakes) tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1)
  for (const { code } of warnings) tally.warnings.set(code, (tally.warnings.get(code) ?? 0) + 1)
}

function* manifestsIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* manifestsIn(path)
    else if (/\.ya?ml$|\.json$/.test(entry.name) && entry.name !== 'SOURCE.json') yield path
  }
}

/** The Kubernetes objects of a file, lists unpacked; undefined when it is no YAML. */
function objectsOf(file: string): unknown[] | undefined {
  try {
    return loadAll(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA }).flatMap(unpacked)
  } catch {
    return undefined
  }
}

function unpacked(document: unknown): unknown[] {
  if (typeof document !== 'object' || document === null || !('apiVersion' in document)) return []
  const { apiVersion, kind, items } = document as { apiVersion: unknown; kind?: unknown; items?: unknown }
  if (String(apiVersion).startsWith('score.dev/')) return []
  return kind === 'List' && Array.isArray(items) ? items.flatMap(unpacked) : [document]
}

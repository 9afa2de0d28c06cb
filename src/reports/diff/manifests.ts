// Two lists of manifests → one unified diff, object by object, as `kubectl diff` and `git diff` print it. The same lists give the same
// text, whatever their order.
import { createTwoFilesPatch, FILE_HEADERS_ONLY, formatPatch } from 'diff'
import { compareText } from '../../domain/finding.ts'
import type { Manifest } from '../../domain/manifests/manifest.ts'
import { manifestsYaml } from '../yaml/manifests.ts'

// An object that differs in more lines than this is shown as a whole before and a whole after: looking for the shortest way from one to
// the other takes the square of it.
const LINES_AT_MOST = 2000
const NOTHING = '/dev/null'

/** Empty where every object is the same. */
export function manifestsDiff(before: readonly Manifest[], after: readonly Manifest[]): string {
  const [then, now] = [byName(before), byName(after)]
  const names = [...new Set([...then.keys(), ...now.keys()])].sort(compareText)
  return (
    names
      .map((name) => ({ name, one: then.get(name), other: now.get(name) }))
      // Most objects are the same, and JSON is written faster than YAML.
      .filter(({ one, other }) => JSON.stringify(one) !== JSON.stringify(other))
      .map(({ name, one, other }) => patch(name, textOf(one), textOf(other)))
      .join('')
  )
}

const byName = (manifests: readonly Manifest[]): Map<string, Manifest> =>
  new Map(
    manifests.map((manifest) => {
      const { kind, metadata } = manifest
      const name = [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join('/')
      return [`${name}.yaml`, manifest]
    }),
  )

const textOf = (manifest: Manifest | undefined): string | undefined =>
  manifest === undefined ? undefined : manifestsYaml([manifest])

function patch(name: string, before: string | undefined, after: string | undefined): string {
  const files = [before === undefined ? NOTHING : `a/${name}`, after === undefined ? NOTHING : `b/${name}`] as const
  return (
    createTwoFilesPatch(...files, before ?? '', after ?? '', undefined, undefined, {
      context: 3,
      maxEditLength: LINES_AT_MOST,
      headerOptions: FILE_HEADERS_ONLY,
    }) ?? wholly(files, linesOf(before), linesOf(after))
  )
}

const linesOf = (text = ''): string[] => text.split('\n').slice(0, -1)

const wholly = ([oldFileName, newFileName]: readonly [string, string], before: string[], after: string[]): string =>
  formatPatch(
    {
      oldFileName,
      newFileName,
      oldHeader: undefined,
      newHeader: undefined,
      hunks: [
        {
          oldStart: 1,
          oldLines: before.length,
          newStart: 1,
          newLines: after.length,
          lines: [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)],
        },
      ],
    },
    FILE_HEADERS_ONLY,
  )

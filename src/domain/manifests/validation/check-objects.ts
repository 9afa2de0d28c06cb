// Kubernetes objects somebody else wrote → what is to be said of each: the API server's answer, and what the controllers of its
// cloud make of its annotations.
import type { Mistake } from '../../failure.ts'
import { type AnnotationCatalogue, carriesKeysOf, checkAnnotations } from './annotations.ts'
import type { CheckedObject, ManifestValidation } from './checked-object.ts'
import { type ObjectReport, type ValidationOptions, validateObjects } from './index.ts'
import { isBrokenList } from './objects-in.ts'

export type CheckOptions = ValidationOptions & {
  /** The catalogue of the cloud the objects are for; where that is not known, `catalogues` are asked. */
  catalogue?: AnnotationCatalogue
  /** Of every cloud, less the keys that are not of that cloud alone: each is asked about the objects that carry its keys. */
  catalogues: readonly AnnotationCatalogue[]
}

export function checkObjects(objects: readonly unknown[], options: CheckOptions): ManifestValidation {
  const reports = validateObjects(objects, options)
  const outdated = outdatedIn(options)
  const checked = reports.map((report, index) => {
    const object = objects[index]
    if (isBrokenList(object)) refuseList(report)
    return checkedObject(report, annotationsOf(object, options), outdated)
  })
  const refused = checked.filter(({ accepted }) => !accepted).length
  const unknown = reports.filter(({ known, mistakes }) => !known && mistakes.length === 0).length
  return {
    objects: checked,
    summary: { objects: checked.length, accepted: checked.length - refused - unknown, refused, unknown },
  }
}

function refuseList(report: ObjectReport): void {
  report.mistakes.push({ pointer: '/items', code: 'WRONG_TYPE', detail: 'must be a list' })
  report.notes = []
}

function annotationsOf(object: unknown, { catalogue, catalogues }: CheckOptions): Mistake[] {
  if (catalogue !== undefined) return checkAnnotations(object, catalogue)
  return catalogues.flatMap((one) => (carriesKeysOf(object, one) ? checkAnnotations(object, one) : []))
}

/** Codes are contract: what has a replacement says so in its name, or its catalogue says so of it. */
function outdatedIn({ catalogue, catalogues }: CheckOptions): (mistake: Mistake) => boolean {
  const rules = [...catalogues, ...(catalogue === undefined ? [] : [catalogue])].flatMap((one) => one.rules)
  const codes = new Set(rules.filter(({ outdated }) => outdated).map(({ code }) => code))
  return ({ code }) => codes.has(code) || /(?:^|_)DEPRECATED(?:_|$)/.test(code)
}

function checkedObject(
  report: ObjectReport,
  annotations: readonly Mistake[],
  isOutdated: (mistake: Mistake) => boolean,
): CheckedObject {
  const { index, apiVersion, kind, namespace, name, mistakes, warnings, notes } = report
  return {
    index,
    apiVersion,
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    accepted: mistakes.length === 0,
    refused: mistakes,
    ignored: annotations.filter((mistake) => !isOutdated(mistake)),
    outdated: [...annotations, ...warnings].filter(isOutdated),
    warnings: warnings.filter((mistake) => !isOutdated(mistake)),
    notes,
  }
}

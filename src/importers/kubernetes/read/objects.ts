// Documents → the Kubernetes objects in them, each with the place where it stands, and what became of every document. Lists are taken
// apart; what is written twice is read as kubectl applies it: the last one holds.

import { type Document, documentsIn, spansAt } from '../../documents.ts'
import type { DocumentReport, ImportFinding, InputFile } from '../../imported.ts'
import { withoutEarlier } from './duplicates.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf, textsOf } from './fields.ts'
import { groupOf, roleOf } from './kinds.ts'
import { type Modern, modernised } from './old-forms.ts'
import { parse } from './parse.ts'
import { FRAGMENT, isFragment, isTemplate, judge, TEMPLATE_REFUSED } from './refusals.ts'

export type Source = {
  file: string
  document: number
  line: number
  /** JSON pointer to the object in its document. */
  at: string
}

export type KubernetesObject = {
  kind: string
  /** "" for the core group. */
  group: string
  apiVersion: string
  namespace: string
  name: string
  labels: Readonly<Record<string, string>>
  annotations: Readonly<Record<string, string>>
  spec: Readonly<Record<string, unknown>>
  value: Readonly<Record<string, unknown>>
  source: Source
}

export type Reading = {
  objects: KubernetesObject[]
  /** Objects of kinds that are seen and not analysed. */
  custom: KubernetesObject[]
  documents: DocumentReport[]
  findings: ImportFinding[]
}

/** Lets others be answered between two documents of a long input. */
export type Pause = () => Promise<void>

/** `namespace` is of what names none. Files in any order give the same. */
export async function readObjects(files: readonly InputFile[], namespace: string, pause: Pause): Promise<Reading> {
  const reading: Reading = { objects: [], custom: [], documents: [], findings: [] }
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.text < b.text ? -1 : 1))
  let read = 0
  for (const document of sorted.flatMap(documentsIn)) {
    readDocument(document, namespace, reading)
    read += document.text.length
    if (read > PAUSE_AFTER) {
      read = 0
      await pause()
    }
  }
  return withoutEarlier(reading)
}

// About ten milliseconds of reading.
const PAUSE_AFTER = 100_000

function readDocument(document: Document, namespace: string, reading: Reading): void {
  const { file, line, document: number } = document
  const report = (outcome: DocumentReport['outcome'], because: string, at = line) => {
    reading.documents.push({ file, document: number, line: at, outcome, because })
  }
  if (document.form === 'comments') {
    report('skipped', 'it holds nothing but comments')
    return
  }
  const parsed = parse(document)
  if ('refused' in parsed) {
    report('refused', isTemplate(document.text) ? TEMPLATE_REFUSED : parsed.refused, parsed.line)
    return
  }
  const { value, duplicateKey } = parsed
  if (value === null || value === undefined) {
    report('skipped', 'it holds nothing')
    return
  }
  if (duplicateKey !== undefined)
    reading.findings.push({
      code: 'DUPLICATE_KEY',
      severity: 'warning',
      path: '',
      file,
      line: duplicateKey,
      message: `A key is given twice in document ${number} of ${file}, the second time in line ${duplicateKey}: the last value holds, as for kubectl apply; strict validation refuses it.`,
      fix: 'Remove one of the two.',
    })
  const braces = document.text.includes('{{')
  const items = itemsOf(value, '')
  if (items === undefined) {
    readObject(value, { ...document, at: '', namespace, braces }, reading)
    return
  }
  const lines = linesOfItems(document, value, items.length)
  items.forEach((item, index) => {
    readObject(item.value, { ...document, at: item.at, line: lines[index] ?? line, namespace, braces }, reading)
  })
}

type Item = { value: unknown; at: string }

/** The items of a list, lists within lists taken apart; undefined for what is none. */
function itemsOf(value: unknown, at: string): Item[] | undefined {
  const { kind, items } = fieldsOf(value)
  const isPatch = Array.isArray(value) && value.some((one) => textOf(fieldsOf(one).op) !== undefined)
  const isList =
    typeof kind === 'string' && kind.endsWith('List') && (items === undefined || items === null || Array.isArray(items))
  if (!isList && !(Array.isArray(value) && !isPatch)) return undefined
  const [all, place] = Array.isArray(value) ? [value, at] : [listOf(items), `${at}/items`]
  return all.flatMap((item, index) => {
    const here = `${place}/${index}`
    // A list of one kind leaves out of its items what it says itself.
    const whole = isFields(item) && item.kind === undefined && kind !== 'List' ? { ...kindFrom(value), ...item } : item
    return itemsOf(whole, here) ?? [{ value: whole, at: here }]
  })
}

const kindFrom = (list: unknown): object => {
  const { kind, apiVersion } = fieldsOf(list)
  return { apiVersion, kind: String(kind).replace(/List$/, '') }
}

/** Where the items of a list begin; the list's own line where the text does not say so plainly. */
function linesOfItems({ text, form, line }: Document, value: unknown, count: number): number[] {
  const lines = form === 'JSON' ? linesInJson(text, value) : linesInYaml(text)
  return lines.length >= count ? lines.slice(0, count).map((one) => one + line - 1) : []
}

// What stands beside the items, the metadata of a list, comes after them and is no list.
const linesInJson = (text: string, value: unknown): number[] =>
  (spansAt(text, Array.isArray(value) ? 1 : 2) ?? []).map((span) => span.line)

/** In a block list every item begins with a dash as far to the right as the first; whatever is inside stands further right. */
function linesInYaml(text: string): number[] {
  const lines = text.split('\n')
  const begin = lines.findIndex((one) => one.trim() !== '' && !/^(?:---|%|\s*#)/.test(one))
  const items = lines.findIndex((one) => /^items:\s*(?:#.*)?$/.test(one.trimEnd()))
  const dash = items < 0 ? null : /^( *)- /.exec(lines.slice(items + 1).find((one) => /^ *- /.test(one)) ?? '')
  if (dash === null) return []
  return lines.flatMap((one, index) => (index > items && one.startsWith(`${dash[1]}- `) ? [index - begin + 1] : []))
}

type About = Document & { at: string; namespace: string; braces: boolean }

function readObject(value: unknown, about: About, reading: Reading): void {
  const { file, document, line, at } = about
  const { kind, metadata } = fieldsOf(value)
  const name = textOf(fieldsOf(metadata).name)
  const { read, ...outcome } = outcomeOf(value, about)
  reading.documents.push({
    file,
    document,
    line,
    ...(typeof kind === 'string' ? { kind: kind.slice(0, 63) } : {}),
    ...(name === undefined ? {} : { name: name.slice(0, 200) }),
    ...outcome,
    ...(read?.converted === undefined ? {} : { converted: read.converted }),
  })
  if (read === undefined) return
  if (read.finding !== undefined) reading.findings.push(read.finding)
  const into = outcome.outcome === 'analysed' ? reading.objects : reading.custom
  into.push(objectOf(read.value, { file, document, line, at }, about.namespace))
}

type Outcome = Pick<DocumentReport, 'outcome' | 'because'> & { read?: Modern }

function outcomeOf(value: unknown, about: About): Outcome {
  const judged = judge(value, about.braces)
  if (judged !== undefined) return judged
  const fields = fieldsOf(value)
  const group = groupOf(String(fields.apiVersion))
  const role = roleOf(group, String(fields.kind))
  if (role !== 'analysed')
    return { outcome: 'skipped', because: role.because, ...(role.custom ? { read: { value: fields } } : {}) }
  const { name, generateName, namespace } = fieldsOf(fields.metadata)
  if (textOf(name) === undefined && textOf(generateName) === undefined)
    return { outcome: 'refused', because: 'it has no metadata.name' }
  if (!isName(name ?? generateName, 253) || !isName(namespace ?? 'default', 63))
    return { outcome: 'refused', because: 'its name, or its namespace, is none that an API server takes' }
  const owner = ownerOf(fields)
  if (owner !== undefined) return { outcome: 'skipped', because: `${owner} makes it, and makes it anew` }
  if (isFragment(String(fields.kind), fields.spec)) return { outcome: 'refused', because: FRAGMENT }
  return { outcome: 'analysed', read: modernised(fields, about) }
}

// Names come back in answers: nothing long or invisible may be one. What exactly is a name is the validation's to say.
const isName = (name: unknown, longest: number): boolean =>
  typeof name !== 'string' || (name.length <= longest && /^[\w.:-]*$/.test(name))

const MADE = new Set(['Pod', 'ReplicaSet', 'Job'])

/** What runs pods and belongs to another object that does. */
function ownerOf({ kind, metadata }: Fields): string | undefined {
  if (!MADE.has(String(kind))) return undefined
  const owner = listOf(fieldsOf(metadata).ownerReferences)
    .map(fieldsOf)
    .find(({ controller }) => controller === true)
  return owner === undefined ? undefined : `${String(owner.kind).slice(0, 63)} ${String(owner.name).slice(0, 100)}`
}

function objectOf(value: Readonly<Record<string, unknown>>, source: Source, namespace: string): KubernetesObject {
  const metadata = fieldsOf(value.metadata)
  return {
    kind: String(value.kind),
    group: groupOf(String(value.apiVersion)),
    apiVersion: String(value.apiVersion),
    namespace: textOf(metadata.namespace) ?? namespace,
    name: textOf(metadata.name) ?? textOf(metadata.generateName)?.replace(/-+$/, '') ?? '',
    labels: textsOf(metadata.labels),
    annotations: textsOf(metadata.annotations),
    spec: fieldsOf(value.spec),
    value,
    source,
  }
}

// What every importer is given and gives: files in, a topology out as its owner could have written it, with the source of every
// field, what was assumed, and what became of each document.
import { z } from 'zod'
import type { Design } from './design/design.ts'
import { Finding } from './finding.ts'
import type { Provider } from './provider.ts'
import type { TopologyInput } from './topology/index.ts'

export const ImportFormat = z.enum(['kubernetes', 'compose', 'score']).meta({ description: 'What the files are.' })
export type ImportFormat = z.infer<typeof ImportFormat>

/** One file of what was sent: its name as the caller named it, or "input", and its text. */
export type InputFile = { name: string; text: string }

export const Provenance = z
  .strictObject({
    path: z.string().meta({ description: 'JSON pointer into `topology`.', example: '/workloads/web/ports/http' }),
    file: z.string(),
    line: z.int().meta({ description: 'In its file, from 1: of the field itself, or where its document begins.' }),
    at: z.string().meta({ description: 'JSON pointer into that document.', example: '/spec/ports/0' }),
    rule: z.string().meta({ description: 'Stable, kebab-case.', example: 'service-selects-workload' }),
    confidence: z.number().min(0).max(1).meta({ description: 'Under 0.5 there is a question about it.' }),
  })
  .meta({ id: 'Provenance', description: 'Where a field of an imported topology comes from.' })
export type Provenance = z.infer<typeof Provenance>

export const Question = z
  .strictObject({
    id: z.string().meta({ description: 'The same for the same input; `answers` names it.' }),
    path: z.string().meta({ description: 'JSON pointer into `topology`: an answer takes the place of what is there.' }),
    text: z.string(),
    assumed: z.unknown().meta({ description: 'What is taken until somebody answers; null when nothing is.' }),
    choices: z.array(z.unknown()).optional(),
    also: z.array(z.string()).optional().meta({ description: 'Other places that the same answer goes to.' }),
  })
  .meta({ id: 'ImportQuestion', description: 'Something the files do not say for certain.' })
export type Question = z.infer<typeof Question>

export const DocumentReport = z
  .strictObject({
    file: z.string(),
    document: z.int().meta({ description: 'Its number in its file, from 1.' }),
    line: z.int().meta({ description: 'Where it begins, from 1.' }),
    kind: z.string().optional(),
    name: z.string().optional(),
    outcome: z.enum(['analysed', 'skipped', 'refused']),
    because: z.string().optional(),
    converted: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'The object in the version that took the place of its own, where that is served no more.' }),
  })
  .meta({ id: 'DocumentReport', description: 'What became of a document, or of an object in a list.' })
export type DocumentReport = z.infer<typeof DocumentReport>

export const ImportFinding = Finding.extend({
  file: z.string().optional(),
  line: z.int().optional().meta({ description: 'Of what it is about, or where its document begins, from 1.' }),
}).meta({ id: 'ImportFinding', description: 'Something worth knowing about what was imported.' })
export type ImportFinding = z.infer<typeof ImportFinding>

const counted = (description: string) => z.record(z.string(), z.int()).meta({ description })
export const ImportCounts = z
  .strictObject({
    workloads: counted('By kind.'),
    services: counted('By type; `Headless` is one of its own.').optional(),
    ingresses: z.int().optional(),
    gateways: z.int().optional(),
    routes: counted('Of Gateways, by kind.').optional(),
  })
  .meta({ id: 'ImportCounts', description: 'What there is in the files; a kind that is not there is left out.' })
export type ImportCounts = z.infer<typeof ImportCounts>

/** One thing that the cloud makes today, before it is priced: what is served, and how that is known. */
export type AsIsWay = {
  /** As `LoadBalancer.serves` names it. */
  reference: string
  /** "Service shop/web". */
  objects: string[]
  because: string
  /** Nothing answers behind it. */
  idle: boolean
  file?: string
  line?: number
}

/** What is there today, as a design: priced by the same functions as any other. */
export type AsIs = {
  design: Design
  ways: AsIsWay[]
  /** The cloud's own product, where it is not the one a design would get. */
  products: Record<string, string>
}

export type ImportTarget = {
  /** As an owner writes it; it becomes that of the topology. */
  target: TopologyInput['target']
  /** The cloud it names. */
  provider: Provider
  /** Of the topology; taken from the files when not given. */
  name?: string
}

export type Imported = {
  topology: TopologyInput
  provenance: Provenance[]
  questions: Question[]
  findings: ImportFinding[]
  documents: DocumentReport[]
  /** Told by an importer of a format that has more than workloads; else the workloads are counted. */
  counts?: ImportCounts
  /** Only where the files say what is there today. */
  asIs?: AsIs
}

/**
 * Pure and deterministic. Files in any order give the same, but where the format says that order decides (overrides of Compose). Throws
 * nothing because of what a file holds.
 */
export type Importer = {
  format: ImportFormat
  /** Are these files of this format, by what they hold? The first importer that says yes is taken. */
  detects: (files: readonly InputFile[]) => boolean
  /** May take its time in parts, so that a long input lets others be answered in between. */
  import: (files: readonly InputFile[], target: ImportTarget) => Imported | Promise<Imported>
}

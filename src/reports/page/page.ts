// A page to read that is no report: a lesson, a rule, the table of rules. Sections of the blocks that reports are made of, and links beside.
import type { Block, Inline } from '../outline/outline.ts'

export type Link = { href: string; text: string }
export type Words = readonly (Inline | Link)[]

export type PageBlock =
  | Block
  | { kind: 'words'; words: Words }
  /** `current`: the row that the page is about. */
  | { kind: 'rows'; caption: string; columns: readonly string[]; rows: readonly (readonly Words[])[]; current?: number }
  | { kind: 'code'; caption: string; text: string }

export type PageSection = { id: string; title: string; blocks: readonly PageBlock[] }

export type Page = {
  /** Above the title: what it belongs to. */
  place: Words
  title: string
  lead: Words
  facts: readonly Words[]
  sections: readonly PageSection[]
  /** Where to go on from here, each with the relation that browsers and readers of screens know. */
  ways: readonly (Link & { rel: 'prev' | 'next' | 'up' })[]
}

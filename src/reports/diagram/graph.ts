// What a diagram shows, before anybody has said where: boxes and the arrows between them. SVG and Mermaid are drawn from the same graph.
import type { Decimal } from '../../domain/money.ts'

/** The columns a diagram reads in, from those who call to what is called. Workloads stand in as many columns as calls go deep. */
export const ROLES = ['client', 'balancer', 'entrance', 'workload', 'external'] as const
export type Role = (typeof ROLES)[number]

/** A Service of a workload: where arrows to the box arrive. */
export type Row = { type: string; text: string }

export type Box = {
  role: Role
  title: string
  notes: string[]
  rows: Row[]
  /** Of the cluster; clients and balancers are in none. */
  namespace?: string
  /** What it is one of, where there are too many to draw each: boxes with the same words are drawn as one. */
  pool: string
  /** What the cloud bills for it a month; `atLeast` where some of it has no price. */
  bill?: { amount: Decimal; atLeast: boolean }
}

/** `outside`: traffic that comes in; `forward`: kubectl port-forward, which needs no address; `call`: between workloads. */
export type ArrowKind = 'outside' | 'forward' | 'call'
/** From box to box, by their places in the list; `row` is the Service it goes to. `count`: how many it stands for. */
export type Arrow = { from: number; to: number; row?: number; kind: ArrowKind; count: number }

export type Graph = { boxes: Box[]; arrows: Arrow[] }

/** "1 workload", "3 workloads". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

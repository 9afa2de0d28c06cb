// Annotated objects to vary, and what a catalogue says of one: its codes, each with the last part of the pointer.
import { describe, expect, it } from 'vitest'
import { type AnnotationCatalogue, checkAnnotations } from '../../src/domain/manifests/validation/annotations.ts'

export type Fields = Record<string, unknown>
export type Row = readonly [shows: string, object: Fields, expected: readonly string[]]

export const service = (annotations: Fields, spec: Fields = {}): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', annotations },
  spec: { type: 'LoadBalancer', ports: [{ name: 'http', port: 80 }], ...spec },
})
export const ingress = (annotations: Fields, spec: Fields = {}): Fields => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', annotations },
  spec: { ...spec },
})

/** "CODE last-part-of-the-pointer". */
const codes = (object: Fields, catalogue: AnnotationCatalogue): string[] =>
  checkAnnotations(object, catalogue).map(
    ({ code, pointer }) => `${code} ${pointer.split('/').at(-1)?.split('~1').at(-1)}`,
  )

export function checkRows(about: string, catalogue: AnnotationCatalogue, rows: readonly Row[]): void {
  describe(about, () => {
    it.each(rows.map(([shows, object, expected]) => ({ shows, object, expected })))(
      '$shows',
      ({ object, expected }) => {
        expect(codes(object, catalogue)).toEqual(expected)
      },
    )
  })
}

export const LOCAL = { externalTrafficPolicy: 'Local' }
export const RANGES = { loadBalancerSourceRanges: ['203.0.113.0/24'] }

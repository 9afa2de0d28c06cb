// Places in a document that are broken: what depends on one of them is no mistake of its own.
import type { Mistake } from '../failure.ts'

/** Tells whether a place is broken, lies in something broken, or holds something broken. Each answer costs the place's own length. */
export function brokenPlaces(mistakes: readonly Pick<Mistake, 'pointer'>[]): (place: string) => boolean {
  if (mistakes.length === 0) return () => false
  const broken = new Set(mistakes.map((mistake) => mistake.pointer))
  const touched = new Set(mistakes.flatMap((mistake) => downTo(mistake.pointer)))
  return (place) => touched.has(place) || downTo(place).some((above) => broken.has(above))
}

/** Every place on the way to one, itself included: "/a/b" → "", "/a", "/a/b". */
const downTo = (place: string): string[] =>
  place.split('/').map((_, index, steps) => steps.slice(0, index + 1).join('/'))

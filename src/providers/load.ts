// Arithmetic that several clouds share: bytes of a load, and how a Service's load falls on its transports.
import type { Load } from '../domain/estimate/charge.ts'
import { type Decimal, decimal, maximum, textOf, ZERO } from '../domain/money.ts'

/** Bytes both ways in decimal GB. */
export const gigabytes = (load: Load): Decimal => load.gbIn.plus(load.gbOut)

/** One dimension of a capacity unit: how much of it is used, and how much one unit carries. */
export type Dimension = { used: Decimal; perUnit: number; label: string }

export type CapacityUnits = { quantity: Decimal; formula: string; drivenBy: string }

/** Capacity-unit hours of a steady load: hours times the dimension that needs most units. Bytes are a month's, per hour of load. */
export function capacityUnitHours(load: Load, dimensions: readonly Dimension[]): CapacityUnits {
  if (load.hours.isZero()) return { quantity: ZERO, formula: 'no load', drivenBy: 'no load' }
  // Hours are multiplied in before anything is divided, so that bytes come out as whole as they went in.
  const unitHours = dimensions.map(({ used, perUnit }) => load.hours.times(used).dividedBy(perUnit))
  const terms = dimensions.map(({ used, perUnit, label }) => `${shortText(used)} ${label} / ${perUnit}`)
  const quantity = maximum(...unitHours)
  const drivenBy = dimensions[unitHours.findIndex((hours) => hours.equals(quantity))]?.label ?? ''
  return { quantity, formula: `${textOf(load.hours)} h × max(${terms.join(', ')})`, drivenBy }
}

/** A dimension in GB an hour, from a month's bytes. */
export const gigabytesPerHour = (load: Load, perUnit = 1): Dimension => ({
  used: load.hours.isZero() ? ZERO : gigabytes(load).dividedBy(load.hours),
  perUnit,
  label: 'GB/h',
})

const shortText = (value: Decimal): string => decimal(value.toSignificantDigits(6)).toFixed()

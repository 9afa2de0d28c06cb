// The texts, numbers and lists that fields of a topology hold, each with the words of its mistake.
import { z } from 'zod'

export const Text = z.string().max(1024, { error: 'must have at most 1024 characters' })
export const ShortText = z
  .string()
  .min(1, { error: 'must not be empty' })
  .max(253, { error: 'must have at most 253 characters' })
// Said by the union and by its branches: text of the wrong form is told by a branch, anything but text by the union.
const NETWORK = { error: 'must be an IPv4 or IPv6 network such as 203.0.113.0/24' }
const ADDRESS = { error: 'must be an IPv4 or IPv6 address' }
export const Cidr = z.union([z.cidrv4(NETWORK), z.cidrv6(NETWORK)], NETWORK)
export const Address = z.union([z.ipv4(ADDRESS), z.ipv6(ADDRESS)], ADDRESS)
export const Day = z.iso.date({ error: 'must be a day as YYYY-MM-DD' })
export const Count = z.int({ error: 'must be a whole number of 0 or more' }).min(0).max(1_000_000)
export const AMOUNT_AT_MOST = 1e12
export const Amount = z
  .number({ error: 'must be a number of 0 or more' })
  .min(0, { error: 'must be 0 or more' })
  .max(AMOUNT_AT_MOST)
export const KubernetesVersion = z
  .string({ error: 'must be text in quotes such as "1.35": 1.30 without quotes is the number 1.3' })
  .regex(/^1\.(?:3[1-9])$/, { error: 'must be a minor version from "1.31" to "1.39"' })
export const Quantity = z
  .string({ error: 'must be a Kubernetes quantity in quotes such as "250m" or "64Mi"' })
  .max(20)
  .regex(/^\d+(?:\.\d+)?(?:m|k|Ki|M|Mi|G|Gi|T|Ti)?$/, {
    error: 'must be a Kubernetes quantity such as "250m" or "64Mi"',
  })

export const listOf = <Item extends z.ZodType>(item: Item, most: number) =>
  z.array(item).max(most, { error: `must have at most ${most} items` })
export const someOf = <Item extends z.ZodType>(item: Item, most: number) =>
  listOf(item, most).min(1, { error: 'must have at least one item' })

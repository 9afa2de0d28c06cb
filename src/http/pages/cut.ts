// A list that may be of thousands → as much of it as a page shows, and how many more there are in the full reports.
export type Cut<Item> = { items: readonly Item[]; more: number }

export const cut = <Item>(items: readonly Item[], most: number): Cut<Item> => ({
  items: items.slice(0, most),
  more: Math.max(items.length - most, 0),
})

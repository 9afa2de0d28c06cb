// How such a page looks: as a report does, and what a report does not have. One text, so that the page can say by its hash that this
// style and no other is allowed.
import { REPORT_STYLE } from '../html/style.ts'

export const PAGE_STYLE = `${REPORT_STYLE}
.caption { color: var(--quiet); font-size: .875rem; margin: 1rem 0 -.6rem; }
tr.current th, tr.current td { background: var(--accent-soft); }
tr.current th:first-child, tr.current td:first-child { box-shadow: inset 3px 0 var(--accent); padding-left: .6rem; }
.rows th:first-child { width: 3.5rem; } .rows td:last-child { width: 12rem; }
@media (max-width: 34rem) { .rows th:first-child { width: 2rem; } .rows td:last-child { width: 7rem; } }
.ways { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 1.5rem; }
pre.wrapped code { white-space: pre-wrap; overflow-wrap: anywhere; }
`

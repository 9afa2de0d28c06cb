// How the page of a report looks: dark and light as the reader has it, on a phone, on a desk and on paper. One text, so that the page
// can say by its hash that this style and no other is allowed.
export const REPORT_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b2430; --quiet: #566373; --line: #d9dfe6; --soft: #f4f6f9; --accent: #0b6b4f;
--accent-soft: #e5f4ee; --warn: #8a4b00; --warn-soft: #fdf1dd; --bad: #a3231c; --bad-soft: #fdeae8; --link: #0a58a8; }
@media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6ebf1; --quiet: #9fadbd; --line: #2d3743; --soft: #1a2129;
--accent: #5fd0a5; --accent-soft: #14302a; --warn: #f0b45c; --warn-soft: #33280f; --bad: #ff9b92; --bad-soft: #3a1a18; --link: #82bbf5; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
.page { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
code { background: var(--soft); padding: .1em .3em; border-radius: 4px; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; overflow-x: auto; margin: 1rem 0; }
pre code { background: none; padding: 0; white-space: pre; overflow-wrap: normal; }
h1 { font-size: clamp(1.75rem, 4vw + 1rem, 2.5rem); line-height: 1.15; letter-spacing: -.02em; margin: .25rem 0 .5rem; }
h2 { font-size: 1.3rem; line-height: 1.3; letter-spacing: -.01em; margin: 0 0 .75rem; }
h2 small { font-size: .875rem; font-weight: 400; letter-spacing: 0; color: var(--quiet); margin-left: .35rem; }
p { margin: .75rem 0; max-width: 46rem; }
.place, .facts { color: var(--quiet); font-size: .925rem; margin: 0; }
.facts span { white-space: nowrap; } .facts span + span::before { content: "· "; margin-left: .35rem; }
.because { font-size: 1.15rem; line-height: 1.45; margin: 0 0 .5rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1.5rem 0 1rem; }
.figures div { border: 1px solid var(--line); border-radius: 10px; padding: .75rem 1rem; }
.figures dt { font-size: .85rem; color: var(--quiet); }
.figures dd { margin: .1rem 0 0; font-size: 1.5rem; font-weight: 650; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }
.figures dd span { font-size: .85rem; font-weight: 400; letter-spacing: 0; color: var(--quiet); }
.figures .gain { border-color: var(--accent); background: var(--accent-soft); }
.figures .gain dd { color: var(--accent); }
nav ul { display: flex; flex-wrap: wrap; gap: .35rem 1.1rem; list-style: none; padding: 0; margin: 1.75rem 0 0; font-size: .925rem; }
section { border-top: 1px solid var(--line); padding-top: 1.5rem; margin-top: 2.25rem; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; overflow-wrap: normal; }
caption { text-align: left; color: var(--quiet); font-size: .875rem; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: .25rem; }
thead th { font-size: .825rem; font-weight: 600; color: var(--quiet); border-bottom-color: var(--quiet); vertical-align: bottom; }
tbody th { font-weight: 500; } tbody tr:last-child > * { border-bottom: 0; }
tfoot th, tfoot td { border-bottom: 0; border-top: 1px solid var(--quiet); font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums lining-nums; }
.nowrap .number { white-space: nowrap; }
td code, th code, #sources td:nth-child(2) { white-space: nowrap; }
.plain .item { border: 0; padding: 0; margin: 0 0 .35rem; }
section > ul, section > ol { padding: 0; margin: 1rem 0; list-style: none; max-width: 50rem; }
section > ol { counter-reset: step; }
.item { border-left: 3px solid var(--line); padding: .1rem 0 .1rem 1rem; margin: 0 0 1rem; }
section > ol > .item { counter-increment: step; position: relative; padding-left: 1.25rem; }
section > ol > .item > p::before { content: counter(step) ". "; font-weight: 650; }
.item > p { margin: 0; }
.item dl, details dl { display: grid; grid-template-columns: minmax(5.5rem, max-content) 1fr; gap: .2rem .9rem; margin: .4rem 0 0; font-size: .925rem; }
.item dt, details dt { color: var(--quiet); }
.item dd, details dd { margin: 0; }
details { border-bottom: 1px solid var(--line); max-width: 50rem; }
summary { cursor: pointer; padding: .55rem 0; }
details[open] summary { padding-bottom: .1rem; }
details dl { padding: 0 0 .8rem 1.1rem; }
.warning { border-color: var(--warn); } .warning > p strong { color: var(--warn); }
.error { border-color: var(--bad); } .error > p strong { color: var(--bad); }
figure { margin: 1.25rem 0; overflow-x: auto; }
figure svg { display: block; max-width: 100%; height: auto; }
footer { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1rem; color: var(--quiet); font-size: .875rem; }
@media (max-width: 34rem) { .page { padding: 1.25rem 1rem 3rem; } .figures { grid-template-columns: 1fr 1fr; } .figures .gain { grid-column: 1 / -1; }
.figures dd { font-size: 1.3rem; } .figures dd span, h2 small { display: block; } h2 small { margin: .15rem 0 0; } th, td { padding-right: .6rem; } .wide svg { min-width: 46rem; } .nowrap { font-size: .82rem; } .nowrap .number:not(:last-child) { white-space: normal; overflow-wrap: anywhere; }
.item dl, details dl { grid-template-columns: 1fr; gap: 0; }
.item dd, details dd { margin: 0 0 .35rem; } }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --soft: #f4f4f4; --accent: #0b6b4f; --accent-soft: #fff;
--warn: #8a4b00; --bad: #a3231c; --link: #000; }
@page { margin: 16mm 14mm; } html { font-size: 9.5pt; } .page { max-width: none; padding: 0; } nav { display: none; } h2, caption { break-after: avoid; } th, td { padding-top: .25rem; padding-bottom: .25rem; }
.scroll, figure { overflow: visible; } pre code { white-space: pre-wrap; overflow-wrap: anywhere; } thead { display: table-header-group; }
tr, .item, figure { break-inside: avoid; } section { margin-top: 1.25rem; padding-top: 1rem; } a { color: inherit; text-decoration: none; }
details::details-content { content-visibility: visible; display: block; block-size: auto; } summary { list-style: none; } }
`

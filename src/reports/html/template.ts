// The page as a template: every value is put in by an interpolation that escapes it, and attributes stand in quotes. What a list or a
// table looks like is said once, by the functions at its top.
export const REPORT_TEMPLATE = `
<% const inline = (text) => { for (const part of text) { %>
<% if (typeof part === 'string') { %><%= part %><% } else if (part.code !== undefined) { %><code><%= part.code %></code><% } else { %><strong><%= part.strong %></strong><% } %>
<% } } %>
<% const details = (list) => { %>
<dl><% for (const one of list) { %><dt><%= one.label %></dt><dd><% inline(one.text) %></dd><% } %></dl>
<% } %>
<% const cell = (table, text, index) => { const right = table.columns[index].align === 'right' %>
<% if (index === 0) { %><th scope="row"<% if (right) { %> class="number"<% } %>><% inline(text) %></th><% } else { %><td<% if (right) { %> class="number"<% } %>><% inline(text) %></td><% } %>
<% } %>
<% const table = (block) => { %>
<div class="scroll" role="region" tabindex="0" aria-label="<%= block.caption %>"><table<% if (block.sums !== undefined) { %> class="nowrap"<% } %>><caption><%= block.caption %></caption>
<thead><tr><% for (const column of block.columns) { %><th scope="col"<% if (column.align === 'right') { %> class="number"<% } %>><%= column.title %></th><% } %></tr></thead>
<tbody><% for (const row of block.rows) { %><tr><% row.forEach((text, index) => cell(block, text, index)) %></tr><% } %></tbody>
<% if (block.footer !== undefined) { %><tfoot><tr><% block.footer.forEach((text, index) => cell(block, text, index)) %></tr></tfoot><% } %>
</table></div>
<% } %>
<% const items = (section, block) => { for (const item of block.items) { %>
<% if (section.id === 'services' && item.details !== undefined) { %><li><details><summary><% inline(item.text) %></summary><% details(item.details) %></details></li>
<% } else { %><li class="<%= it.markOf(item) %>"><p><% inline(item.text) %></p><% if (item.details !== undefined) details(item.details) %></li><% } %>
<% } } %>
<% const body = (section, block) => { %>
<% if (block.kind === 'paragraph') { %><p><% inline(block.text) %></p>
<% } else if (block.kind === 'commands') { %><pre tabindex="0"><code><%= block.lines.join('\\n') %></code></pre>
<% } else if (block.kind === 'table') { table(block) } else if (block.ordered) { %><ol><% items(section, block) %></ol>
<% } else { %><ul<% if (block.items.every((item) => item.details === undefined)) { %> class="plain"<% } %>><% items(section, block) %></ul><% } %>
<% } %>
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title><%= it.head.verdict %>: <%= it.head.title %></title>
<style><!--style--></style>
</head>
<body>
<div class="page">
<header>
<p class="place"><%= it.head.title %></p>
<h1><%= it.head.verdict %></h1>
<p class="because"><% inline(it.head.because) %></p>
<p class="facts"><% for (const fact of it.head.facts) { %><span><%= fact %></span> <% } %></p>
<dl class="figures"><% for (const figure of it.figures) { %><div<% if (figure.gain) { %> class="gain"<% } %>><dt><%= figure.label %></dt><dd><%= figure.amount %> <span><%= figure.unit %></span></dd></div><% } %></dl>
<nav aria-label="Contents"><ul><% for (const section of it.sections) { %><li><a href="#<%= section.id %>"><%= section.title %></a></li><% } %></ul></nav>
</header>
<main>
<section aria-label="Before and after">
<p><% inline(it.head.summary) %></p>
<% table(it.head.table) %>
<!--pictures before-after-->
</section>
<% for (const section of it.sections) { %>
<section id="<%= section.id %>" aria-labelledby="<%= section.id %>-title">
<h2 id="<%= section.id %>-title"><%= section.title %> <% if (section.note !== '') { %><small><%= section.note %></small><% } %></h2>
<!--pictures <%= section.id %>-->
<% for (const block of section.blocks) body(section, block) %>
</section>
<% } %>
</main>
<footer>
<% if (it.missing.length > 0) { %><p>Left out here, because it would be too long: <%= it.missing.join('; ') %>.</p><% } %>
<p>Drawn up by Moorage<% if (it.plannedAt !== null) { %> at <time datetime="<%= it.plannedAt %>"><%= it.plannedAtShown %></time><% } %>.
<% if (it.links !== null) { %><a href="<%= it.links.revision %>">The whole plan</a>, <a href="<%= it.links.manifests %>">its manifests</a>, <a href="<%= it.links.bundle %>">all as a zip</a>.<% } %></p>
</footer>
</div>
</body>
</html>
`

// The page as a template: every value is put in by an interpolation that escapes it, and attributes stand in quotes.
export const PAGE_TEMPLATE = `
<% const words = (text) => { for (const part of text) { %>
<% if (typeof part === 'string') { %><%= part %><% } else if (part.href !== undefined) { %><a href="<%= part.href %>"><%= part.text %></a><% } else if (part.code !== undefined) { %><code><%= part.code %></code><% } else { %><strong><%= part.strong %></strong><% } %>
<% } } %>
<% const items = (list) => { for (const item of list) { %>
<li class="item"><p><% words(item.text) %></p><% if (item.details !== undefined) { %><dl><% for (const one of item.details) { %><dt><%= one.label %></dt><dd><% words(one.text) %></dd><% } %></dl><% } %></li>
<% } } %>
<% const rows = (caption, columns, list, current) => { %>
<div class="scroll" role="region" tabindex="0" aria-label="<%= caption %>"><table class="rows"><caption><%= caption %></caption>
<thead><tr><% for (const column of columns) { %><th scope="col"><%= column %></th><% } %></tr></thead>
<tbody><% list.forEach((row, at) => { %><tr<% if (at === current) { %> class="current" aria-current="true"<% } %>><% row.forEach((cell, index) => { if (index === 0) { %><th scope="row"><% words(cell) %></th><% } else { %><td><% words(cell) %></td><% } }) %></tr><% }) %></tbody>
</table></div>
<% } %>
<% const body = (one) => { %>
<% if (one.kind === 'paragraph') { %><p><% words(one.text) %></p>
<% } else if (one.kind === 'words') { %><p><% words(one.words) %></p>
<% } else if (one.kind === 'commands') { %><pre class="wrapped"><code><%= one.lines.join('\\n') %></code></pre>
<% } else if (one.kind === 'code') { %><p class="caption"><%= one.caption %></p><pre tabindex="0"><code><%= one.text %></code></pre>
<% } else if (one.kind === 'rows') { rows(one.caption, one.columns, one.rows, one.current)
} else if (one.kind === 'table') { rows(one.caption, one.columns.map((column) => column.title), one.rows, -1)
} else if (one.ordered) { %><ol><% items(one.items) %></ol>
<% } else { %><ul><% items(one.items) %></ul><% } %>
<% } %>
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title><%= it.title %></title>
<style><!--style--></style>
</head>
<body>
<div class="page">
<header>
<p class="place"><% words(it.place) %></p>
<h1><%= it.title %></h1>
<p class="because"><% words(it.lead) %></p>
<p class="facts"><% for (const fact of it.facts) { %><span><% words(fact) %></span> <% } %></p>
<nav aria-label="Contents"><ul><% for (const section of it.sections) { %><li><a href="#<%= section.id %>"><%= section.title %></a></li><% } %></ul></nav>
</header>
<main>
<% for (const section of it.sections) { %>
<section id="<%= section.id %>" aria-labelledby="<%= section.id %>-title">
<h2 id="<%= section.id %>-title"><%= section.title %></h2>
<% for (const one of section.blocks) body(one) %>
</section>
<% } %>
</main>
<footer class="ways">
<% for (const way of it.ways) { %><a rel="<%= way.rel %>" href="<%= way.href %>"><%= way.text %></a><% } %>
</footer>
</div>
</body>
</html>
`

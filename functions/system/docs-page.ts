/** The API reference as one page that needs nothing else: no script from elsewhere, readable in light and dark. */
import { createHash } from 'node:crypto'
import type { OpenApi, Operation } from '../platform/openapi.ts'
import { exampleOf, typeOf, type Schema } from './schema-words.ts'
import { pageScript, pageStyle } from './docs-page-assets.ts'

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Allows exactly the page's own style and script, by hash. */
export const docsContentSecurityPolicy = `default-src 'none'; style-src ${sha256(pageStyle)}; script-src ${sha256(pageScript)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

interface Parameter { readonly name: string; readonly in: string; readonly required: boolean; readonly description?: string; readonly schema: Schema }
interface Reply { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }
interface Row { readonly method: string; readonly path: string; readonly operation: Operation }

export function docsPage(api: OpenApi): string {
  const rows = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).filter(([, operation]) => !operation.deprecated).map(([method, operation]): Row => ({ method: method.toUpperCase(), path, operation })))
  const domains = api.tags.map(({ name, description }) => ({ name, description, rows: rows.filter(({ operation }) => operation.tags.includes(name)) }))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(api.info.title)} API</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${escape(api.info.title)} API <small>${escape(api.info.version)}</small></h1>
<p>${escape(api.info.description)} <a href="/api/openapi.json">OpenAPI 3.1</a></p>
<label>Find a route <input id="find" type="search" autocomplete="off" placeholder="upload, /channels, PUT …"></label>
<nav aria-label="Domains">${[...domains.map(({ name }) => name), 'problems'].map(name => `<a href="#${name}">${escape(name)}</a>`).join(' ')}</nav>
</header>
<main>
${domains.map(domain => `<section id="${domain.name}"><h2>${escape(domain.name)}</h2><p>${escape(domain.description)}</p>${domain.rows.map(routeArticle).join('')}</section>`).join('\n')}
<p id="nothing" hidden>No route matches.</p>
<h2 id="problems">Problems that any route may answer</h2>
<table><thead><tr><th>Code<th>Status<th>About<tbody>${api['x-problems'].map(({ code, status, title, detail }) =>
  `<tr id="problem-${code}"><td><code>${code}</code><td>${status}<td>${escape(title)}. ${escape(detail)}`).join('')}</table>
</main>
<script>${pageScript}</script>
</body>
</html>`
}

function routeArticle({ method, path, operation }: Row): string {
  const parameters = operation.parameters as Parameter[]
  const body = (operation.requestBody as Reply | undefined)?.content?.['application/json']?.schema
  const replies = Object.entries(operation.responses as Record<string, Reply>)
  return `<details id="${operation.operationId}" data-words="${escape(`${method} ${path} ${operation.summary} ${operation.operationId}`.toLowerCase())}">
<summary><code class="method ${method.toLowerCase()}">${method}</code> <code>/api${escape(path)}</code> <span>${escape(operation.summary)}</span></summary>
<p>${escape(operation.description)}</p>
${parameters.length > 0 ? `<h4>Parameters</h4>${parameterTable(parameters)}` : ''}
${body ? `<h4>Body</h4>${fieldTable(body)}<pre>${escape(JSON.stringify(exampleOf(body), null, 2))}</pre>` : ''}
${replies.map(([status, reply]) => replyBlock(status, reply)).join('')}
</details>`
}

function replyBlock(status: string, { description, content }: Reply): string {
  if (status === 'default') return `<h4>Problems</h4><p>${escape(description)}</p>`
  const schema = content?.['application/json']?.schema
  return `<h4>${status}</h4><p>${escape(description)}</p>${schema ? fieldTable(schema) : ''}`
}

const parameterTable = (parameters: readonly Parameter[]) => table(parameters.map(parameter => [parameter.name, `${typeOf(parameter.schema)}, in ${parameter.in}`, parameter.required, parameter.description ?? parameter.schema.description ?? '']))

/** The fields of an object, those of inner objects below it with a dotted name. */
function fieldTable(schema: Schema): string {
  const rows = fieldsBelow(schema, '')
  return rows.length > 0 ? table(rows) : `<p><code>${escape(typeOf(schema))}</code></p>`
}

type FieldRow = [name: string, type: string, required: boolean, note: string]

function fieldsBelow(schema: Schema, prefix: string): FieldRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]): FieldRow[] => {
    const path = prefix + name
    const inner = field.type === 'array' ? { schema: field.items ?? {}, prefix: `${path}[].` } : { schema: field, prefix: `${path}.` }
    return [[path, typeOf(field), schema.required?.includes(name) ?? false, field.description ?? ''], ...fieldsBelow(inner.schema, inner.prefix)]
  })
}

const table = (rows: readonly FieldRow[]) => `<table><thead><tr><th>Name<th>Type<th>About<tbody>${rows.map(([name, type, required, note]) =>
  `<tr><td><code>${escape(name)}</code>${required ? '' : ' <small>optional</small>'}<td>${escape(type)}<td>${escape(note)}`).join('')}</table>`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string) => text.replace(/[&<>"']/g, character => entities[character]!)

/** What somebody sees in a browser when not even the web app's page can be handed out: in the house's look, needing nothing else. */
import { escaped } from './escaped.ts'

const style = `
:root{--ground:#0b0c10;--text:#eceef2;--dim:#a4abb8;--line:#272b35}
:root[data-mantine-color-scheme='light']{--ground:#fbfbfc;--text:#14161b;--dim:#5b6270;--line:#dfe1e6}
body{margin:0;min-height:100dvh;display:grid;place-items:center;background:var(--ground);color:var(--text);font:16px/1.5 'Inter Variable',system-ui,sans-serif}
main{display:grid;justify-items:center;gap:12px;max-width:420px;padding:24px;text-align:center}
h1{margin:8px 0 0;font-size:1.25rem;letter-spacing:-0.018em}
p,details{margin:0;color:var(--dim)}
summary{font-size:.875rem;cursor:pointer}
code{font-size:.75rem}
a{margin-top:12px;padding:8px 18px;border:1px solid var(--line);border-radius:10px;color:inherit;font-weight:600;text-decoration:none}
a:focus-visible,summary:focus-visible{outline:2px solid #ffb224;outline-offset:2px}
`.replaceAll('\n', '')

export const troublePage = (requestId: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>This page did not open · Playhouse</title>
<meta name="color-scheme" content="dark light">
<meta name="robots" content="noindex">
<script src="/color-scheme.js"></script>
<style>${style}</style>
</head>
<body>
<main>
<svg width="56" height="56" viewBox="0 0 32 32" aria-hidden="true"><path fill="#ffb224" d="M14.9 3.5a1.7 1.7 0 0 1 2.2 0l10.3 8.6c.4.3.6.8.6 1.3v13.2a2.4 2.4 0 0 1-2.4 2.4H6.4A2.4 2.4 0 0 1 4 26.6V13.4c0-.5.2-1 .6-1.3z"/><path fill="#14161b" d="M12.2 14.3a1 1 0 0 1 1.5-.9l8.2 4.9a1 1 0 0 1 0 1.7l-8.2 4.9a1 1 0 0 1-1.5-.9z"/></svg>
<h1>This page did not open</h1>
<p>Something went wrong on our side. Nothing of yours is lost; in a moment it should be over.</p>
<details><summary>Details</summary><code>request ${escaped(requestId)}</code></details>
<a href="">Try again</a>
</main>
</body>
</html>
`

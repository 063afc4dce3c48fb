import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { routesOnly } from './routes-only.ts'

/** A running house that `vite dev` hands everything but pages to. */
const house = process.env['PLAYHOUSE_URL'] ?? 'http://localhost:4000'

export default defineConfig({
  plugins: [react(), routesOnly()],
  // Not PostCSS: it forgets where composed rules come from, and every build warns of that. Areas of a grid are named in
  // the shell and taken in its parts' own files, so their names stay as they are.
  css: { transformer: 'lightningcss', lightningcss: { cssModules: { grid: false } } },
  build: {
    target: 'es2022',
    // The policy of the pages allows fonts and scripts from our own address only, never from data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: 'index.html', 'service-worker': 'src/service-worker.ts' },
      // A service worker's reach is the folder it lies in, and its name may never change.
      output: { entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
    // The player (hls.js with media-chrome) is one large chunk that only the watch page asks for.
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: Object.fromEntries(['/api', '/t', '/i', '/_local'].map(path => [`^${path}/`, { target: house, changeOrigin: true, headers: { origin: house } }])) },
})
